"""From trees as written and a schema to a checked program: what can be wrong is found here, before running."""
