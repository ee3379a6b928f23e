"""Projects that are being worked on: their files as they stand in an editor, and what is known of them, kept up."""
