"""An inquiry comes in, a question goes out: cleaned, its language and its kind known, and what to look up."""
