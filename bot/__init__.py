"""Question in, cited answer out: the service, the page and the command line."""
