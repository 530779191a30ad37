"""Who may ask now: rates, a short line of questions, and answers that need not be made again."""
