"""What a browser shows: documents, answers and the chat as HTML. Knows no HTTP."""
