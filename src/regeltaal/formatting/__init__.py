"""The one form in which rules are written: prints trees, and formats files without losing a comment."""
