"""Questions with known answers come in, figures go out; answers come in, their proof goes out."""
