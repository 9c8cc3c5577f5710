"""Find the files below paths: in folders and in zip archives."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from qa.errors import ReadingError
from qa.messages import Message, message_of
from qa.reading.file_content import DEFAULT_LIMIT, check_size, unreadable_error
from qa.reading.formats.registry import SUPPORTED_SUFFIXES, supported_formats
from qa.reading.zip_members import is_archive, member_paths


def canonical(path: Path) -> Path:
    """Return the absolute path of a file or folder without ``..`` and links to folders, the same however it is typed.

    A link to a file stays as it is.
    """
    path = path.expanduser().absolute()
    return path.resolve() if path.is_dir() else path.parent.resolve() / path.name


def find_files(
    paths: Sequence[Path],
    on_missing: Callable[[Path, str], None],
    limit: int = DEFAULT_LIMIT,
    on_archive: Callable[[Path], None] = lambda _: None,
) -> Iterator[Path]:
    """Yield the files below ``paths`` as canonical paths, in order and each once, without hidden files in folders.

    A zip archive stands for the files in it: /a/b.zip/c.docx.

    Args:
        paths: files and folders.
        on_missing: called with each path that does not exist, is refused or holds no file to read, and the reason.
        limit: maximum size of a file, and of the unpacked content of an archive, in bytes.
        on_archive: called with each archive whose files have all been listed.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in _files_at(canonical(path), on_missing):
            if file in seen:
                continue
            seen.add(file)
            if is_archive(file.name):
                yield from _archive_files(file, on_missing, limit, on_archive)
            else:
                yield file


def _files_at(path: Path, on_missing: Callable[[Path, str], None]) -> list[Path]:
    if path.is_dir():
        files = [file for file in sorted(path.rglob("*")) if file.is_file() and not _is_hidden(file, path)]
        if not any(file.suffix.lower() in SUPPORTED_SUFFIXES for file in files):
            remedy = supported_formats()
            on_missing(path, Message("文件夹里没有可以读的文件：{path}。{remedy}", path=path, remedy=remedy))
        return files
    if path.is_file():
        return [path]
    found = Message("路径不是文件也不是文件夹") if path.exists() else Message("路径不存在")
    on_missing(path, Message("{found}：{path}。请检查路径是否写对", found=found, path=path))
    return []


def _archive_files(
    file: Path, on_missing: Callable[[Path, str], None], limit: int, on_archive: Callable[[Path], None]
) -> list[Path]:
    """Return the files in a zip archive; none if the archive is refused."""
    try:
        check_size(file, limit)
        members = list(member_paths(file, limit, on_missing))
    except ReadingError as error:
        on_missing(file, message_of(error))
        return []
    except OSError as error:
        on_missing(file, message_of(unreadable_error(file, error)))
        return []
    if not members:
        on_missing(file, Message("压缩包里没有文件：{file}。请检查压缩包", file=file))
    on_archive(file)
    return members


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)
