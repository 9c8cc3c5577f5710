"""The process in which parsers run; :mod:`qa.reading.parser_process` starts it."""

import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from qa.errors import ReadingError
from qa.messages import Message, message_of
from qa.reading.page_progress import reporting_to

_MOST_MEMORY = 6 << 30
"""address space, in bytes, up to which text recognition may raise the memory limit of the process"""


@dataclass(frozen=True, slots=True)
class Request:
    """A file to read: the parser, the bytes of the file, and its path for messages."""

    parser: Callable[[bytes, str], Any]
    content: bytes
    source: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The result of a parser, or the reason why it refused the file; neither if the parser failed."""

    extracted: Any = None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class PagesRead:
    """A progress report before the reply: the number of pages read and the total number of pages."""

    done: int
    total: int


def serve() -> None:
    """Read files until the parent process closes the connection.

    The first two command-line arguments are the file descriptor of the connection and the memory limit in bytes.
    """
    # Ctrl-C reaches every process of a terminal; the parent process decides when this one ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    memory = int(sys.argv[2])
    # Text recognition raises the limit to what it needs.
    resource.setrlimit(resource.RLIMIT_AS, (memory, max(memory, _MOST_MEMORY)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    connection: Connection[Reply | PagesRead, Request] = Connection(int(sys.argv[1]))
    while True:
        try:
            request = connection.recv()
        except EOFError:
            return
        with reporting_to(lambda done, total: connection.send(PagesRead(done, total))):
            reply = _reply(request)
        connection.send(reply)


def _reply(request: Request) -> Reply:
    try:
        return Reply(request.parser(request.content, request.source))
    except ReadingError as error:
        cause = error.__cause__
        return Reply(refusal=_memory_refusal(request.source) if isinstance(cause, MemoryError) else message_of(error))
    except MemoryError:
        return Reply(refusal=_memory_refusal(request.source))
    except Exception:
        # A damaged file can make a parser raise any exception, which must not stop the addition.
        return Reply()


def _memory_refusal(source: str) -> Message:
    return Message("读文件占用内存太多：{source}（文件可能损坏）。请打开后另存，或拆成几个文件", source=source)
