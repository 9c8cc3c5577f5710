"""Progress bars and interruption on the terminal."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.index import AddProgress
    from qa.library import Library


@contextmanager
def question_progress(total: int) -> Iterator[Callable[[], None]]:
    """Show a bar that counts questions on stderr, if stderr is a terminal.

    Yield a function to call after each question.
    """
    from tqdm import tqdm

    with tqdm(total=total, unit="题", file=sys.stderr, disable=None, leave=False) as bar:
        yield lambda: bar.update() and None


@contextmanager
def verify_progress() -> Iterator[Callable[[int, int], None]]:
    """Show a bar with the time left on stderr; yield a function to call with the numbers done and total."""
    from tqdm import tqdm

    with tqdm(unit="项", file=sys.stderr, leave=False, delay=0.1) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield show


@contextmanager
def add_progress() -> Iterator[Callable[["AddProgress"], None]]:
    """Show a bar with files, passages, rate and time left on stderr; yield a function to call with each progress."""
    from tqdm import tqdm

    form = "{percentage:3.0f}%|{bar:20}| {postfix}"
    with tqdm(total=1.0, file=sys.stderr, leave=False, delay=0.1, miniters=0, bar_format=form) as bar:
        was_rebuilding = False

        def show(progress: "AddProgress") -> None:
            nonlocal was_rebuilding
            bar.set_postfix_str(progress_line(progress), refresh=False)
            # The estimate falls at a file with many passages for its size; the bar then waits. It restarts only between
            # rebuilding and adding.
            step = progress.done - bar.n
            bar.update(step if progress.rebuilding != was_rebuilding else max(0.0, step))
            was_rebuilding = progress.rebuilding

        yield show


def refresh(library: "Library") -> None:
    """Bring a library's indexes up to date, with a bar on stderr."""
    with add_progress() as show:
        library.refresh(show)


def progress_line(progress: "AddProgress") -> str:
    """Return the progress on one line: files, pages to recognise, passages, rate, time left.

    Pages are named only while a file needs text recognition, rate and time left only if they are known. The line of a
    rebuild names no files and no pages.
    """
    parts = [f"文件 {progress.files_done}/{progress.files_total}", f"段落 {progress.passages_done}"]
    if progress.pages_total:
        parts.insert(1, f"识别第 {progress.pages_done}/{progress.pages_total} 页")
    if progress.rebuilding:
        parts = [f"补建段落 {progress.passages_done}/{progress.passages_total}"]
    if progress.passages_per_second is not None:
        parts.append(f"每秒 {progress.passages_per_second:.1f} 段")
    if progress.seconds_left is not None:
        minutes, seconds = divmod(round(progress.seconds_left), 60)
        hours, minutes = divmod(minutes, 60)
        parts.append(f"还需 {hours}:{minutes:02}:{seconds:02}")
    return "，".join(parts)


@contextmanager
def stopping_on_interrupt(finishing: str = "存完手上的文件") -> Iterator[Callable[[], bool]]:
    """Let the first Ctrl-C request a stop and the second raise ``KeyboardInterrupt``.

    Yield a function that returns whether a stop was requested. Only the main thread may call this.

    Args:
        finishing: names the work that is completed after the first Ctrl-C, for the message.
    """
    requested = threading.Event()

    def on_interrupt(number: int, frame: FrameType | None) -> None:
        if requested.is_set():
            signal.default_int_handler(number, frame)
        requested.set()
        print(f"\nqa: 正在停下：{finishing}就结束（再按一次 Ctrl-C 立即结束）", file=sys.stderr, flush=True)

    previous = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield requested.is_set
    finally:
        signal.signal(signal.SIGINT, previous)
