"""How each card and wire looks, as values: decided here, drawn in `explorer.views`."""
