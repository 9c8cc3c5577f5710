"""Walk through a folder: find the files in it, and report why other entries are left out."""

import stat
from collections.abc import Callable, Iterator
from os import stat_result
from pathlib import Path

from qa.messages import Message
from qa.reading.file_names import shown_path


class FolderWalk:
    """The files below a folder, in order, without hidden files and folders.

    Args:
        folder: the folder, without links on its path.
        on_left_out: called with each path that :meth:`files` reports, and the reason.
        follow_links: whether to follow links to folders and links that lead out of the folder.
    """

    def __init__(self, folder: Path, on_left_out: Callable[[Path, str], None], follow_links: bool) -> None:
        self._folder = folder
        self._on_left_out = on_left_out
        self._follow_links = follow_links
        self._visited: set[tuple[int, int]] = set()

    def files(self) -> Iterator[Path]:
        """Yield the files below the folder; report each path that is left out to ``on_left_out``.

        Paths that cannot be read, links that are not followed, and paths that are neither file nor folder are left out.
        Hidden entries, and folders that were visited before, are left out without a report.
        """
        # Keep a list of folders to visit, because folders may be nested deeper than Python's recursion limit.
        waiting = [self._folder]
        while waiting:
            path = waiting.pop()
            shown = shown_path(path)
            try:
                kind = path.stat()
                why = self._reason_to_leave_out(path, shown, kind)
                if why:
                    self._on_left_out(shown, why)
                elif stat.S_ISREG(kind.st_mode):
                    yield path
                elif self._is_new(kind):
                    files = sorted(file for file in path.iterdir() if not file.name.startswith("."))
                    waiting += reversed(files)
            except OSError as error:
                self._on_left_out(
                    shown,
                    Message("读不了：{path}（{error}）。请检查权限、链接和路径长度", path=shown, error=error.strerror),
                )

    def _reason_to_leave_out(self, path: Path, shown: Path, kind: stat_result) -> str:
        """Return the reason why a path is left out; empty if it is read."""
        if not stat.S_ISREG(kind.st_mode) and not stat.S_ISDIR(kind.st_mode):
            return Message("既不是文件也不是文件夹，没有读：{path}", path=shown)
        if self._follow_links or not path.is_symlink():
            return ""
        if stat.S_ISDIR(kind.st_mode):
            return Message("是指向文件夹的链接，没有读：{path}。要读链接，请用 --follow-links", path=shown)
        if not path.resolve().is_relative_to(self._folder):
            return Message("是指向文件夹以外的链接，没有读：{path}。要读链接，请用 --follow-links", path=shown)
        return ""

    def _is_new(self, kind: stat_result) -> bool:
        """Return whether a folder is met for the first time, and remember it.

        Links may lead to a parent folder or twice to the same folder.
        """
        identity = (kind.st_dev, kind.st_ino)
        known = identity in self._visited
        self._visited.add(identity)
        return not known
