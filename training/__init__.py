"""How the reader was made: data in, weights and their figures out. The service needs none of it."""
