"""Open the library that a command works on."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qa.cli.printing import some_ids

if TYPE_CHECKING:
    from qa.evaluation import QuestionSet
    from qa.library import Library


@contextmanager
def opened_library(folder: Path | None, create: bool = False) -> "Iterator[Library]":
    """Open a library, and close it at the end of the context.

    Args:
        folder: the library's folder, or ``None`` for the default one.
        create: whether to make a library that does not exist.

    Raises:
        LibraryError: there is no library and ``create`` is False, or the library cannot be made or opened.
        SettingsError: a setting has an invalid value or names a file that cannot be read, or the model does not exist.
    """
    from qa.library import Library

    with Library.open(folder, create=create) as library:
        yield library


def may_create(asked: bool, folder: Path | None) -> bool:
    """Return whether a command may create its library: on request, or if the user named no folder.

    A folder named by ``--library`` or ``QA_LIBRARY`` may be mistyped, so a library there is only created on request.
    """
    return asked or folder is None


@contextmanager
def existing_library(folder: Path | None) -> "Iterator[Library]":
    """Open a library with documents and bring its indexes up to date; the library is never created.

    Raises:
        LibraryError: the library does not exist, is empty, or cannot be opened.
        SettingsError: as for :func:`opened_library`.
    """
    from qa.errors import LibraryError
    from qa.settings import default_library_path
    from qa.terminal_progress import refresh

    path = (folder or default_library_path()).expanduser()
    if path.exists():
        with opened_library(path) as library:
            if library.statistics().documents:
                refresh(library)
                yield library
                return
    raise LibraryError(f"资料库里没有文件：{path}。请检查 --library 或 QA_LIBRARY，或先用 qa add 加入文件")


@contextmanager
def library_for(question_set: "QuestionSet", folder: Path | None, stopped: "Callable[[], bool]") -> "Iterator[Library]":
    """Open the library in a folder; for a question set with its own corpus, a temporary library of this corpus instead.

    Texts of the corpus that were not indexed are reported on stderr.

    Args:
        question_set: the questions to ask.
        folder: the library's folder, or ``None`` for the default one.
        stopped: called while a corpus is indexed; once it returns True, indexing ends.

    Raises:
        LibraryError: the question set has no corpus, and the library does not exist, is empty or cannot be opened.
        SettingsError: as for :func:`opened_library`.
    """
    from qa.evaluation import corpus_library, not_indexed
    from qa.terminal_progress import add_progress

    with ExitStack() as stack:
        if not question_set.corpus:
            yield stack.enter_context(existing_library(folder))
            return
        with add_progress() as show:
            library = stack.enter_context(corpus_library(question_set.corpus, show, stopped))
        missing = not_indexed(question_set.corpus, library)
        if missing:
            click.echo(
                f"qa: 随问题来的文字有 {len(missing)} 段没有编入，算作没有找到；编号：{some_ids(missing)}", err=True
            )
        yield library
