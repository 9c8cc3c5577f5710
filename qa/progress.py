"""How far something long is, on the terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.index import AddProgress


@contextmanager
def question_progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar on stderr that counts questions, if that is a terminal; gives what to call after each."""
    from tqdm import tqdm

    with tqdm(total=total, unit="题", file=sys.stderr, disable=None, leave=False) as bar:
        yield lambda: bar.update() and None


@contextmanager
def add_progress() -> Iterator[Callable[["AddProgress"], None]]:
    """A bar on stderr that counts passages, shown from the first news on; gives what to call with each."""
    from tqdm import tqdm

    with tqdm(total=0, unit="段", file=sys.stderr, leave=False, delay=0.1) as bar:

        def show(progress: "AddProgress") -> None:
            bar.total = progress.passages_total
            bar.set_postfix_str(f"文件 {progress.files_done}/{progress.files_total}", refresh=False)
            bar.update(progress.passages_done - bar.n)
            bar.refresh()

        yield show
