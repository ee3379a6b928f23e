"""One neutral workload, put to every peer in its own language and to Regeltaal in rule text."""
