"""The slash commands, one file per group."""
