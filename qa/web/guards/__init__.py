"""Guards of the server: each looks at a request before the page does. ``stack.py`` lists them in their order."""
