"""What running tests came to, in each output format."""
