"""Guards of the server: middleware that checks requests before the page gets them. ``stack.py`` has their order."""
