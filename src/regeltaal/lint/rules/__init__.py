"""The lint rules, each in a file of its own that is named after the wrong pattern."""
