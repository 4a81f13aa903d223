"""Faults put into healthy dataflows, and how well they are traced."""
