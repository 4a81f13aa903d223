"""The worker seen from this side: interpreter, process, channel, requests, how it ended."""
