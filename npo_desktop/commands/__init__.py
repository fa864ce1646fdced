"""The commands of ``npo``: each asks the core one thing and returns what is to be printed."""
