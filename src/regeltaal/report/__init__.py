"""From data to what is shown: diagnostics and results as text for people, and as JSON for programs."""
