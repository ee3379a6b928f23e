"""The problems that the syntax stage reports: one function each, beside its code."""
