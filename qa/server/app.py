"""The page, the HTTP API, MCP and the interfaces of other tools as one ASGI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import gradio as gr
from fastapi import FastAPI
from gradio.utils import get_upload_folder
from mcp.server.transport_security import TransportSecuritySettings
from starlette.routing import BaseRoute, Mount

from qa.server.api.api_application import PREFIX, api_application
from qa.server.gate import Gate
from qa.server.mcp_server import mcp_server
from qa.server.plugs.dify_knowledge import dify_application
from qa.server.plugs.openai_chat import openai_application
from qa.server.plugs.web_search import web_search_application
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
    # The guards of the server check the host and the origin.
    mcp = mcp_server(gate, writable=not access.read_only)
    mcp_routes = mcp.streamable_http_app(
        stateless_http=True, transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False)
    ).routes

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with mcp.session_manager.run():
            yield

    routes: list[BaseRoute] = [
        Mount(PREFIX, api_application(gate, temporary)),
        Mount("/v1", openai_application(gate)),
        Mount("/dify", dify_application(gate)),
        Mount("/openwebui", web_search_application(gate)),
        *mcp_routes,
    ]
    return application(page, library, access, routes=routes, lifespan=lifespan, root_path=gate.root_path)
