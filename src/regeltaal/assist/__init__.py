"""What an editor asks of a project in work: one module per feature, no protocol, and no files read."""
