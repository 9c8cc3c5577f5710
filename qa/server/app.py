"""Combine the page, the HTTP API, MCP and the interfaces for other tools in one ASGI application."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from gradio.utils import get_upload_folder
from mcp.server.transport_security import TransportSecuritySettings
from starlette.routing import BaseRoute

from qa.server.accounts.authentication import SignInPolicy
from qa.server.api.api_application import PREFIX, api_application
from qa.server.api.api_mount import api_mount
from qa.server.gate import Gate
from qa.server.libraries.ask_all import AskAllPage
from qa.server.libraries.offered_libraries import OfferedLibrary
from qa.server.mcp_server import mcp_server
from qa.server.operations.observing import Operations
from qa.server.plugs.dify_knowledge import dify_application
from qa.server.plugs.openai_chat import openai_application
from qa.server.plugs.web_search import web_search_application
from qa.server.rights import RightsOfUsers
from qa.web.application import application
from qa.web.events import THREADS
from qa.web.guards.access import Access


def server_application(
    offered: Sequence[OfferedLibrary], access: Access, policy: SignInPolicy, operations: Operations
) -> FastAPI:
    """Return the application of the server.

    Args:
        offered: the libraries with their pages; a page can be served once.
        access: who may reach the server.
        policy: the rules of the sign-in.
        operations: the health, the metrics and the log.
    """
    gate = Gate(
        {each.configured.name: each.served for each in offered},
        RightsOfUsers(access.stores_feedback),
        policy.root_path,
    )
    temporary = Path(get_upload_folder())
    # The guards of the server check the host and the origin.
    mcp = mcp_server(gate, writable=not access.read_only)
    mcp_routes = mcp.streamable_http_app(
        stateless_http=True, transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False)
    ).routes

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # By default 40 threads serve all requests; questions that wait for their turn would take them all.
        current_default_thread_limiter().total_tokens = THREADS
        async with mcp.session_manager.run():
            yield

    routes: list[BaseRoute] = [
        *operations.routes,
        AskAllPage(offered, policy.root_path).route(),
        api_mount(PREFIX, api_application(gate, temporary)),
        api_mount("/v1", openai_application(gate)),
        api_mount("/dify", dify_application(gate)),
        api_mount("/openwebui", web_search_application(gate)),
        *mcp_routes,
    ]
    pages = [each.pages for each in offered]
    return application(pages, access, policy, routes=routes, outermost=operations.middleware, lifespan=lifespan)
