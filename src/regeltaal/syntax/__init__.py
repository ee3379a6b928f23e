"""From text to a tree as written. Knows the grammar, nothing of what names mean."""
