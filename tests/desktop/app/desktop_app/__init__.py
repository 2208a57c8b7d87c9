"""The program that the window tests drive."""
