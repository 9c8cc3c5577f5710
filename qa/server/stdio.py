"""Serve a library to one agent over standard input and output."""

import logging
import sys
from pathlib import Path

from qa.library import Library
from qa.server.gate import Gate
from qa.server.mcp_server import mcp_server
from qa.server.rights import RightsOfAll
from qa.server.served_library import ServedLibrary
from qa.web.guards.no_connections import refuse_connections
from qa.web.service import Service


def serve_stdio(library: Library, read_only: bool) -> None:
    """Serve a library over MCP until the agent closes the standard input. The process opens no network connection.

    Args:
        library: an open library.
        read_only: whether to offer only the tools that ask and read.
    """
    refuse_connections()
    # Standard output belongs to the protocol.
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    service = Service(library, library.folder / "no first documents", read_only, stores_feedback=False)
    # The agent is a program of the person who started the server, and may read what that person may read.
    everything = (Path.cwd(), Path("/"))
    served = ServedLibrary(library.folder.name, service, folders=everything)
    gate = Gate({served.name: served}, RightsOfAll(read_only, stores_feedback=False))
    service.start()
    mcp_server(gate, writable=not read_only).run("stdio")
