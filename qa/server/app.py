"""The page, the HTTP API, MCP and the interfaces of other tools as one ASGI application."""

from pathlib import Path

import gradio as gr
from fastapi import FastAPI
from gradio.utils import get_upload_folder
from starlette.routing import Mount

from qa.server.api.api_application import PREFIX, api_application
from qa.server.gate import Gate
from qa.web.application import application
from qa.web.guards.access import Access


def server_application(page: gr.Blocks, gate: Gate, access: Access) -> FastAPI:
    """Return the application of the server.

    Args:
        page: the page of the first library; it can be served once.
        gate: the libraries and who may use them.
        access: who may reach the server.
    """
    library = next(iter(gate.libraries.values())).service.library
    temporary = Path(get_upload_folder())
    routes = [Mount(PREFIX, api_application(gate, temporary))]
    return application(page, library, access, routes=routes, root_path=gate.root_path)
