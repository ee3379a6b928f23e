"""Rules that are right, and yet probably not what was meant: one file per pattern, in ``rules``."""
