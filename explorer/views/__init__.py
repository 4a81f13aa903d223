"""Widgets. They show what they are given and say what the person wants; they decide nothing."""
