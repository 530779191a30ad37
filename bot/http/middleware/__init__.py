"""What surrounds every request: its limits, the headers of every answer, a line in the log."""
