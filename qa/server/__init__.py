"""The server: page, HTTP API, MCP and interfaces of other tools in one ASGI application (``docs/server.md``)."""
