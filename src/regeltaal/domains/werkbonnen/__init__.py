"""Work orders of a field-service company: tasks, messages, follow-up work and invoices."""
