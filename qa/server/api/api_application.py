"""The HTTP API as a separate application, mounted at ``/api/v1``."""

from pathlib import Path

from fastapi import FastAPI

from qa.server.api.ask_routes import ask_routes
from qa.server.api.conditional import NotModified, not_modified
from qa.server.api.correction_routes import correction_routes
from qa.server.api.document_routes import document_routes
from qa.server.api.job_routes import job_routes
from qa.server.api.page_routes import page_routes
from qa.server.api.pin_routes import pin_routes
from qa.server.api.problem_details import PROBLEMS, problem
from qa.server.error_replies import add_error_replies
from qa.server.gate import Gate

PREFIX = "/api/v1"
_DESCRIPTION = """\
Ask questions of official documents in Chinese and get the sentence, list or table cell that answers, with its citation.

A route for one library takes `library`, its name; without it, the first library that the client may read is meant.
Errors are problem details (RFC 9457). `docs/server.md` has examples.
"""


def api_application(gate: Gate, temporary: Path) -> FastAPI:
    """Return the HTTP API.

    Args:
        gate: the libraries and who may use them.
        temporary: the folder of uploaded files.
    """
    application = FastAPI(
        title="gongwen-qa",
        version="1",
        description=_DESCRIPTION,
        servers=[{"url": f"{gate.root_path}{PREFIX}"}],
        root_path_in_servers=False,
        # The pages of FastAPI load scripts from other addresses.
        docs_url=None,
        redoc_url=None,
        responses=PROBLEMS,
    )
    makers = (ask_routes, document_routes, correction_routes, page_routes, pin_routes)
    for router in (*(routes(gate) for routes in makers), job_routes(gate, temporary)):
        application.include_router(router)
    add_error_replies(application, problem)
    application.add_exception_handler(NotModified, lambda _, error: not_modified(error))
    return application
