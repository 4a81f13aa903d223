"""The graph of a dataflow from its source text, without running a line of it."""
