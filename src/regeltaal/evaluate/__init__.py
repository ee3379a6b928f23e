"""The reference evaluator: the definition of what a rule means. Its only output is a verdict tree."""
