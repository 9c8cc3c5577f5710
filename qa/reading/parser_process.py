"""Run parsers in a separate process, so that a bad file is refused and cannot crash or stop the addition."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import TypeVar

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.page_progress import OnPage
from qa.reading.parser_worker import PagesRead, Reply, Request
from qa.reading.processor_use import processor_use

_Result = TypeVar("_Result")
_SECONDS = 60.0
_SECONDS_PER_MEGABYTE = 20.0
_PAGE_FACTOR = 5
"""time limit from one progress report of the parser to the next, as a multiple of the time limit of the file"""
_MOST_WAITING = 10
"""maximum time by the clock, as a multiple of the time limit, for a process that waits for a processor or a disk"""
_MEMORY = 2 << 30
_MOST_FILES = 200
"""number of files after which the process is replaced, because parsers may leak memory"""
_START = "import sys; sys.path[:] = sys.argv[3:]; from qa.reading.parser_worker import serve; serve()"


def parser_failure(source: str) -> Message:
    """Return the message about a file whose parser crashed or raised an unexpected error."""
    return Message("文件读不了：{source}（解析时出错，文件可能损坏）。请打开后另存，再添加", source=source)


class ParserProcess:
    """A process that reads files one after the other.

    It is started for the first file and ends with its parent process. Threads may share it; they take turns.

    Args:
        seconds: time limit for a file in seconds of processor time, to which 20 s are added per MB of the file. The
            limit is checked each time that as many seconds have passed by the clock. The process is ended if it has
            reached the limit, if it has not been at work since the last check (:meth:`ProcessorUse.is_at_work`), and in
            any case at the tenth check.
        memory: maximum address space of the process, in bytes; text recognition may raise it.
    """

    def __init__(self, seconds: float = _SECONDS, memory: int = _MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._owner = 0
        """id of the process that started the parser process; after a fork, the child starts its own"""
        self._files = 0

    def extract(
        self,
        parser: Callable[[bytes, str], _Result],
        content: bytes,
        source: str,
        on_page: OnPage = lambda done, total: None,
    ) -> _Result:
        """Return what ``parser(content, source)`` returns.

        Args:
            parser: a function at the top level of a module, so that the process can import it, or a partial of such a
                function; it must not return ``None``.
            content: the bytes of the file.
            source: the path of the file, for messages.
            on_page: called with each progress report of the parser: the number of pages read so far and in total. With
                each report a new time limit begins, five times that of the file.

        Raises:
            ReadingError: the parser refuses the file, raises another error, crashes, or exceeds the limit of time or
                memory.
        """
        with self._lock:
            try:
                reply = self._ask(Request(parser, content, source), on_page)
            except BaseException:
                # A late reply to this request must not be taken for the reply to the next.
                self._stop()
                raise
        if reply.refusal:
            raise ReadingError(reply.refusal)
        if reply.extracted is None:
            raise ReadingError(parser_failure(source))
        extracted: _Result = reply.extracted
        return extracted

    def close(self) -> None:
        """End the process; the next file starts another."""
        with self._lock:
            self._stop()

    def _ask(self, request: Request, on_page: OnPage) -> Reply:
        if self._process is None or self._owner != os.getpid() or self._files >= _MOST_FILES:
            self._stop()
            self._start()
        connection = self._connection
        assert connection is not None
        self._files += 1
        limit = self._seconds + _SECONDS_PER_MEGABYTE * len(request.content) / 1_000_000
        try:
            connection.send(request)
            reply = self._next_reply(connection, request, limit)
            while isinstance(reply, PagesRead):
                on_page(reply.done, reply.total)
                reply = self._next_reply(connection, request, _PAGE_FACTOR * limit)
        except (EOFError, ConnectionError):
            self._stop()
            return Reply()
        return reply

    def _next_reply(
        self, connection: "Connection[Request, object]", request: Request, limit: float
    ) -> Reply | PagesRead:
        if not self._waits(connection, limit):
            raise ReadingError(
                Message(
                    "读文件超时：{source}（超过 {seconds} 秒，文件可能损坏）。请打开后另存，或拆成几个文件",
                    source=request.source,
                    seconds=round(limit),
                )
            )
        reply = connection.recv()
        assert isinstance(reply, Reply | PagesRead)
        return reply

    def _waits(self, connection: "Connection[Request, object]", limit: float) -> bool:
        """Wait for a message from the process; return whether it came within the time limit (see the class)."""
        assert self._process is not None
        begin = before = processor_use(self._process.pid)
        for _ in range(_MOST_WAITING):
            if connection.poll(limit):
                return True
            now = processor_use(self._process.pid)
            if not now.is_at_work(before) or now.seconds - begin.seconds >= limit:
                return False
            before = now
        return False

    def _start(self) -> None:
        ours, theirs = Pipe()
        arguments = [str(theirs.fileno()), str(self._memory), *sys.path]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )
        theirs.close()
        self._connection, self._owner, self._files = ours, os.getpid(), 0

    def _stop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._process is not None and self._owner == os.getpid():
            self._process.kill()
            self._process.wait()
        self._process = self._connection = None
