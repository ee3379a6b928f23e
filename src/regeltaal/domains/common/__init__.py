"""What the back offices of the domains share: messages, calls to other programs, reading and making records."""
