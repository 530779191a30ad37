"""`python -m bot` is the command `partnerbot`."""

from bot.cli.commands import main

if __name__ == "__main__":
    main()
