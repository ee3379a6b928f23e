"""The domain: objects, fields, events, actions, phases, read from a `*.domein` file."""
