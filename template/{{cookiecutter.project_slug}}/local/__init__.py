"""Helpers of development: real servers in a folder of this project, and the command that runs it all."""
