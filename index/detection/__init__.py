"""Which language a question is in. A text comes in, a language with its probability goes out."""
