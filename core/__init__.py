"""The headless half: reading, running and laying out dataflows. Knows no Qt."""
