"""Tests in the language: running them, judging what they expect, and what of the rules they reach."""
