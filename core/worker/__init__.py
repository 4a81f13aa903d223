"""Runs the user's code, in the user's interpreter, in a process of its own.

Imports only the standard library, Hamilton and its own modules (relatively), so that any
interpreter with Hamilton can run it without anything of ours being installed there.
"""
