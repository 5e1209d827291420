"""Where people rule on what the program found."""
