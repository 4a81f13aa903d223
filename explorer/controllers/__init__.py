"""From an intent to a request or a new state. Never holds a widget."""
