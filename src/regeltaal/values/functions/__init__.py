"""The functions that rules call by name, in groups; ``values.registry`` lists them."""
