"""A build comes in, what a person should know of it goes out: what is new, what was not read, what is odd."""
