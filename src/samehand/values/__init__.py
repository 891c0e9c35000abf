"""Plain values: blocks, AS numbers, names, days. No input, no output, nothing above them."""
