"""The operators, in groups; ``values.registry`` lists them."""
