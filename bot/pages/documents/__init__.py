"""The page of a document: its text as blocks and tables, what is known about it, its sources."""
