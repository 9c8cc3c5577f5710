"""The HTTP API of the server: ``/api/v1``."""
