"""The program: a window over `core`, and the same from a terminal."""
