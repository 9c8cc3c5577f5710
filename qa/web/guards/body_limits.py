"""Limit the size of request bodies, and of uploaded files on the disk that are not added yet."""

import asyncio
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from qa.web.guards.page_path import page_path
from qa.web.guards.refusal import refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_UPLOADS = ("/gradio_api/upload", "/api/v1/jobs/upload")
"""routes of the page and of the HTTP API that accept files"""
_BODY_BYTES = 16_000_000
"""maximum size of a body without files; a browser sends up to 5 million characters of saved conversations"""
_FORM_BYTES = 1_000_000
"""allowance in bytes for the parts of a form other than its files"""


class LimitBodies:
    """Middleware that refuses a request whose body is too large (status 413), or an upload that finds no room (507).

    Starlette's ``RequestBodyLimitMiddleware`` counts the size as the body arrives, so that a false ``Content-Length``
    does not circumvent the limit.

    Args:
        app: the application that gets the other requests.
        folder: holds uploaded files until they are added to the library.
        quota: maximum size in bytes of the folder and the arriving uploads together; above it, uploads are refused
            until files are deleted.
    """

    def __init__(self, app: "ASGIApp", folder: Path, quota: int) -> None:
        from starlette.middleware.body_limit import RequestBodyLimitMiddleware

        self._app = app
        self._body = RequestBodyLimitMiddleware(app, _BODY_BYTES)
        self._folder = folder
        self._quota = quota
        self._arriving = 0
        """maximum size in bytes of the uploads that are arriving"""

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on or refuse it."""
        from starlette.datastructures import Headers
        from starlette.middleware.body_limit import RequestBodyLimitMiddleware

        length = Headers(scope=scope).get("content-length", "") if scope["type"] == "http" else ""
        if scope["type"] != "http" or page_path(scope).rstrip("/") not in _UPLOADS:
            if length.isdecimal() and int(length) > _BODY_BYTES:
                text = f"请求太大（上限 {_BODY_BYTES // 1_000_000} MB）。请分几次发送"
                await refusal(413, text)(scope, receive, send)
                return
            await self._body(scope, receive, send)
            return
        stored = await asyncio.to_thread(_size, self._folder)
        room = self._quota + _FORM_BYTES - stored - self._arriving
        coming = int(length) if length.isdecimal() else room
        if coming > room or room <= 0:
            text = f"上传的文件暂存不下（上限 {self._quota // 1_000_000} MB）。请分几次上传，或过几小时再试"
            await refusal(507, text)(scope, receive, send)
            return
        self._arriving += coming
        try:
            await RequestBodyLimitMiddleware(self._app, coming)(scope, receive, send)
        finally:
            self._arriving -= coming


def _size(folder: Path) -> int:
    """Return the total size in bytes of the files in a folder; other threads may delete files meanwhile."""
    size = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                size += Path(parent, name).lstat().st_size
    return size
