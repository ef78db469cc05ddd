"""What is fast is measured here, with the commands that anybody can repeat."""
