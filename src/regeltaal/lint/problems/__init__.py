"""What can be wrong with exceptions to lint rules."""
