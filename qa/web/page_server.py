"""The HTTP server of the page: its socket, its application and its thread."""

import os
import socket
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from qa.errors import SettingsError

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

_PORTS_TRIED = 100
_CONNECTIONS_WAITING = 2048
_CONNECTIONS = 4000
"""maximum number of simultaneous connections; further ones get status 503"""
_SECONDS_TO_END = 3
_POLL_SECONDS = 0.001


def bound_socket(host: str, ports: Sequence[int]) -> socket.socket:
    """Return a socket that listens at the first of the ports that is free.

    Its connections send small packets at once: they take over the option TCP_NODELAY from the socket. Without the
    option, a reply of two packets waits 40 ms for the acknowledgement of the first. asyncio sets the option only for
    sockets that it makes itself.

    Raises:
        SettingsError: none of the ports can be used.
    """
    address = host.strip("[]")
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    failure: OSError | None = None
    for port in ports:
        try:
            bound = socket.create_server((address, port), family=family, backlog=_CONNECTIONS_WAITING)
        except OSError as error:
            failure = error
        else:
            bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return bound
    wanted = f"{host}:{ports[0]}" if len(ports) == 1 else host
    raise SettingsError(f"地址 {wanted} 用不了，可能已被占用。请用 --host 或 --port 换一个") from failure


def ports_from(first: int) -> range:
    """Return the ports to try, in order: a hundred, from the first."""
    return range(first, first + _PORTS_TRIED)


def address_of(bound: socket.socket) -> str:
    """Return the web address at which this computer reaches a socket."""
    host, port = bound.getsockname()[:2]
    shown = {"0.0.0.0": "localhost", "::": "localhost"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that runs in a separate thread."""

    server: "uvicorn.Server"
    thread: threading.Thread

    def stop(self) -> None:
        """Accept no more requests, and wait some seconds for the running ones to end."""
        self.server.should_exit = True
        self.thread.join(_SECONDS_TO_END + 1)


def run_in_thread(application: "FastAPI", bound: socket.socket) -> RunningServer:
    """Serve an application on a socket in a separate thread; return when it is ready.

    Raises:
        RuntimeError: the application could not start; the server has logged the reason.
    """
    import uvicorn
    from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

    from qa.server.accounts.trusted_proxy import RememberPeer
    from qa.web.guards.slow_requests import PromptProtocol

    # Uvicorn's own middleware would replace the address of the proxy before it is recorded.
    trusted = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
    config = uvicorn.Config(
        # Uvicorn has its own types for ASGI.
        RememberPeer(ProxyHeadersMiddleware(cast("Any", application), trusted_hosts=trusted)),  # type: ignore[arg-type]
        proxy_headers=False,
        http=PromptProtocol,
        ws="none",
        log_level="warning",
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=_SECONDS_TO_END,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([bound],), name="page server", daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the page's server did not start")
        time.sleep(_POLL_SECONDS)
    return RunningServer(server, thread)


def allow_open_files(wanted: Iterable[int] = (8192, 4096)) -> None:
    """Raise the number of files and connections that this process may open, on systems that limit it (not Windows).

    Args:
        wanted: numbers in order of preference. The first that is higher than the present number and that the system
            allows is set; if there is none, nothing changes.
    """
    try:
        import resource
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for number in wanted:
        if soft < number <= hard:
            resource.setrlimit(resource.RLIMIT_NOFILE, (number, hard))
            return
