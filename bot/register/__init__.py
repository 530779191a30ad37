"""The agreements that the documents know come out, and what a question asks of them. Knows no answers."""
