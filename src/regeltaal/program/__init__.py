"""The checked tree: names bound, every expression typed, overloads chosen. Shared by all that evaluates or analyses."""
