"""Versions of a rule set: what they are made of, how they differ, and who may make one the published one."""
