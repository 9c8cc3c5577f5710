"""Several libraries in one server."""
