"""Where segments stand on a page: in columns, lines and tables, at its head and its foot. Pure."""
