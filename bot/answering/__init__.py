"""An inquiry comes in, an answer with citations goes out. Knows no HTTP, no page, no terminal."""
