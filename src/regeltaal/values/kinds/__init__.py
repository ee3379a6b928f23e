"""The kinds of scalar value, one module each; ``values.registry`` lists them."""
