"""The server: page, HTTP API, MCP and interfaces for other tools in one ASGI application (``docs/server.md``)."""
