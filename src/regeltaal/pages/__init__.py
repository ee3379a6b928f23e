"""A project's rules as pages to read: one self-contained site without a network, made of what checking found."""
