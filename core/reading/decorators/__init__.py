"""What Hamilton's decorators make of the nodes they are put on: one module a family."""
