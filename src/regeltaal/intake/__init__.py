"""Intake: from a folder of files, mails and archives to documents, each with its text and where it came from."""
