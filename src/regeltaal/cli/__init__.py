"""The command line: arguments in, exit codes out. Whatever a command does is done elsewhere."""
