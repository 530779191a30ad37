"""Who runs the bot, as its readers are told. Knows no HTTP and no pages."""
