"""Colours for rules and domains: what each stretch of a text is, said once, for our pages and for every editor."""
