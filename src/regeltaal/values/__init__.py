"""What can be computed with: values, kinds of value, operators and functions, each of the last three one record."""
