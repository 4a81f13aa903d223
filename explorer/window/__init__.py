"""The main window: the only package that knows both the views and the store."""
