"""What conditions can be, whatever the record holds: sets of values, cases, and questions about those."""
