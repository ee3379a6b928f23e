"""Deciding many conditions fast: generated code for one, an index over many. The reference says what is right."""
