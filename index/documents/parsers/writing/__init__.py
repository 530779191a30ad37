"""What every parser writes alike: tables, numbers, raised marks, formulas, and the room between. Pure."""
