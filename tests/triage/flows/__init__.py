"""Healthy dataflows, each in a style of its own."""
