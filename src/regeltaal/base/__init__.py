"""The ground floor: places in a text, messages in two languages, diagnostics. Imports nothing else of ours."""
