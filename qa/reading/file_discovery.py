"""Find the files below paths: in folders, in zip archives and in mails."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from qa.errors import ReadingError
from qa.messages import Message, message_of
from qa.reading.file_content import DEFAULT_LIMIT, check_size, unreadable_error
from qa.reading.file_names import path_on_disk, shown_path
from qa.reading.folder_walk import FolderWalk
from qa.reading.formats.registry import SUPPORTED_SUFFIXES, supported_formats
from qa.reading.zip_members import is_archive, member_paths


def canonical(path: Path) -> Path:
    """Return the absolute path of a file or folder, with ``~``, ``..`` and links to folders resolved.

    So a file has the same path however its folder is written. A link to a file is not resolved: it has its own path.
    """
    path = path.expanduser().absolute()
    return path.resolve() if path.is_dir() else path.parent.resolve() / path.name


def find_files(
    paths: Sequence[Path],
    on_missing: Callable[[Path, str], None],
    limit: int = DEFAULT_LIMIT,
    on_archive: Callable[[Path], None] = lambda _: None,
    follow_links: bool = False,
) -> Iterator[Path]:
    """Yield the files below ``paths`` as canonical paths, in order and each once.

    Hidden files in folders and archives are left out. A zip archive is replaced by the files in it: /a/b.zip/c.docx. A
    mail is followed by its attachments. The paths are valid Unicode, whatever bytes the names have: see
    :func:`qa.reading.file_names.shown_path`.

    Args:
        paths: files and folders.
        on_missing: called with the path and the reason for each path that is neither a file nor a folder; for each
            folder without a file of a supported format; for each archive that is refused or empty; for each part of an
            archive that is left out (see :func:`qa.reading.zip_members.member_paths`); and for each entry of a folder
            that is left out (see :meth:`qa.reading.folder_walk.FolderWalk.files`).
        limit: maximum size of an archive, and of its unpacked content, in bytes; the size of other files is not
            checked.
        on_archive: called with each archive or mail that is not refused, after its files have been listed.
        follow_links: whether to follow links to folders and links that lead out of a folder.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in _files_at(canonical(path_on_disk(path)), on_missing, follow_links):
            if file in seen:
                continue
            seen.add(file)
            if is_archive(file.name):
                yield from _archive_files(file, on_missing, limit, on_archive)
            else:
                yield file


def _files_at(path: Path, on_missing: Callable[[Path, str], None], follow_links: bool) -> list[Path]:
    shown = shown_path(path)
    if path.is_dir():
        files = [shown_path(file) for file in FolderWalk(path, on_missing, follow_links).files()]
        if not any(file.suffix.lower() in SUPPORTED_SUFFIXES for file in files):
            remedy = supported_formats()
            on_missing(shown, Message("文件夹里没有可以读的文件：{path}。{remedy}", path=shown, remedy=remedy))
        return files
    if path.is_file():
        return [shown]
    found = Message("路径不是文件也不是文件夹") if path.exists() else Message("路径不存在")
    on_missing(shown, Message("{found}：{path}。请检查路径是否写对", found=found, path=shown))
    return []


def _archive_files(
    file: Path, on_missing: Callable[[Path, str], None], limit: int, on_archive: Callable[[Path], None]
) -> list[Path]:
    """Return the files in a zip archive, or a mail and its attachments.

    The list is empty if the archive or mail is refused. A refusal, and an archive without files, is reported to
    ``on_missing``.
    """
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
