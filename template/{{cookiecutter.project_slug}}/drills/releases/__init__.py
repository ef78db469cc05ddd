"""Releases of a drill: settings that an image names, with which something is wrong."""
