"""Serve the page and the interfaces for programs: set the environment, launch, shut down."""

import gc
import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING

from qa.errors import SettingsError
from qa.server.malloc_arenas import limit_malloc_arenas
from qa.server.server_settings import checked_root_path, folders_to_add_from

if TYPE_CHECKING:
    from qa.server.accounts.authentication import SignInPolicy
    from qa.server.libraries.configured_libraries import ConfiguredLibrary
    from qa.server.operations.access_log import LogFormat
    from qa.web.guards.access import Access

_FIRST_PORT = "7860"


def serve(
    library: Path | None = None,
    host: str = "127.0.0.1",
    port: int | None = None,
    *,
    open_browser: bool = True,
    read_only: bool | None = None,
    allowed_hosts: Sequence[str] = (),
    root_path: str = "",
) -> None:
    """Serve the page until interrupted, then end the process. Must run in the main thread.

    Once it serves, this process opens no connection to any address.

    Args:
        library: folder of the only library; by default the libraries of ``QA_LIBRARIES`` or the settings file, or else
            the library that :meth:`qa.Library.open` opens by default.
        host: address to listen on; an address that other computers can reach needs ``read_only`` or sign-in.
        port: port to listen on; by default the first free port from ``GRADIO_SERVER_PORT`` or 7860 on.
        open_browser: whether to open the page in the user's browser.
        read_only: whether the page may only ask and not change the library; the default is ``QA_READ_ONLY``.
        allowed_hosts: further host names under which the page may be reached, in addition to this computer's names and
            addresses and those in ``QA_ALLOWED_HOSTS``.
        root_path: the path under which a proxy serves the page, such as ``/qa``.

    Raises:
        LibraryError: the library cannot be opened.
        SettingsError: the address or the port cannot be used, or an environment variable has an invalid value.
    """
    _set_environment()
    limit_malloc_arenas()
    from qa.web.guards.no_connections import refuse_connections
    from qa.web.page_server import allow_open_files, bound_socket, ports_from

    configuration = _configuration(library, host, read_only, allowed_hosts, root_path)
    first = int(os.environ.get("GRADIO_SERVER_PORT", _FIRST_PORT))
    bound = bound_socket(host, [port] if port else ports_from(first))
    refuse_connections()
    allow_open_files()
    _serve_on(bound, configuration, open_browser=open_browser)


@dataclass(frozen=True, slots=True)
class _Configuration:
    """The libraries to serve, and the rules for their users."""

    libraries: Sequence["ConfiguredLibrary"]
    access: "Access"
    policy: "SignInPolicy"
    log: "LogFormat"
    folders: tuple[Path, ...]
    """the folders of the server from which clients may add files"""


def _configuration(
    library: Path | None, host: str, read_only: bool | None, allowed_hosts: Sequence[str], root_path: str
) -> _Configuration:
    """Combine the arguments of :func:`serve` with the environment variables.

    Raises:
        SettingsError: an argument or an environment variable has an invalid value.
    """
    from qa.server.accounts.authentication import SignInPolicy
    from qa.server.libraries.configured_libraries import configured_libraries
    from qa.server.operations.access_log import LogFormat
    from qa.web.guards.access import Access

    configured = configured_libraries(library)
    policy = SignInPolicy.from_environment()
    access = Access.from_environment(host, read_only, allowed_hosts, policy.requires_sign_in)
    everyone = {each.name: each.everyone for each in configured}
    root_path = checked_root_path(root_path)
    policy = replace(policy, read_only=access.read_only, everyone=everyone, root_path=root_path)
    return _Configuration(configured, access, policy, LogFormat.from_environment(), folders_to_add_from())


def _serve_on(bound: socket, configuration: _Configuration, *, open_browser: bool) -> None:
    """Open the libraries and serve them on a bound socket until interrupted, then end the process."""
    # The imported packages create millions of objects that stay; collecting garbage among them takes a tenth of the
    # start.
    gc.set_threshold(100_000)
    from qa.server.app import server_application
    from qa.server.libraries.offered_libraries import offered_libraries
    from qa.server.operations.observing import Operations
    from qa.web.page import TITLE
    from qa.web.page_server import address_of, run_in_thread

    access, policy = configuration.access, configuration.policy
    with offered_libraries(configuration.libraries, access, configuration.folders, policy.root_path) as offered:
        operations = Operations(offered, policy.accounts, configuration.log)
        # Handle SIGTERM like Ctrl-C.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        running = run_in_thread(server_application(offered, access, policy, operations), bound)
        address = address_of(bound)
        # Start after the launch: in parallel neither is faster, and the page appears later.
        for each in offered:
            each.service.start()
        try:
            print(f"{TITLE}：{address}（按 Ctrl-C 结束）", flush=True)
            if open_browser:
                webbrowser.open(address)
            threading.Event().wait()
        except KeyboardInterrupt:
            operations.health.end()
            for each in offered:
                each.pages.page.close(verbose=False)
            running.stop()
        # Threads may still be answering or loading in compiled code, which cannot be stopped; an interpreter that ends
        # while they run sometimes aborts. Nothing is lost: a document is added in one transaction.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _set_environment() -> None:
    """Set the environment of Gradio and the model; this must happen before they are imported.

    Raises:
        SettingsError: ``GRADIO_SERVER_PORT`` is not a number.
    """
    # Prevent requests to other computers and records of use.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_RUN_HISTORY"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    # By default the model's threads spin while they wait for one another: a question took the time of two processors
    # in place of one, and questions that were asked at the same time waited.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    port = os.environ.get("GRADIO_SERVER_PORT", _FIRST_PORT)
    if not port.isdecimal():
        raise SettingsError(f"环境变量 GRADIO_SERVER_PORT 是 {port!r}，应是端口的数字，如 7860")
