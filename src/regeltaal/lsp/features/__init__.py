"""One module per capability: ``register(server)`` translates between the protocol and the feature itself."""
