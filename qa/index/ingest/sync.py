"""Remove from a library the files that no longer exist in their folder or archive."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from qa.index.ingest.file_outcomes import FileOutcomes
from qa.index.store import StoreWriter
from qa.messages import Message
from qa.reading import canonical, file_of, path_on_disk, shown_path, split_member


def remove_missing_files(
    store: StoreWriter, outcomes: FileOutcomes, paths: Iterable[Path], files: Sequence[Path]
) -> None:
    """Remove the sources whose files no longer exist in the given folders; a source that cannot be examined stays.

    If none of a folder's sources exists any more, the folder is probably a network drive that is not connected: its
    sources stay, and the report says so.

    Args:
        store: the library's store.
        outcomes: records the removed files, and the folders whose missing files were not removed.
        paths: the paths that were added; only the folders among them count.
        files: every file that was found.
    """
    present = set(map(str, files))
    for folder in {shown_path(folder) for folder in map(canonical, map(path_on_disk, paths)) if folder.is_dir()}:
        stored = [source for source in store.sources() if Path(source).is_relative_to(folder)]
        missing = [source for source in stored if _is_gone(source, present) and _is_missing(Path(source))]
        if missing and len(missing) == len(stored):
            reason = Message(
                "文件夹里原有的文件一个也不在了：{folder}。可能是网络盘没有连上，所以没有从资料库移除它们；"
                "真要移除请用 qa remove",
                folder=folder,
            )
            outcomes.refuse_folder(folder, reason)
            continue
        for source in missing:
            _remove(store, outcomes, source)


def remove_missing_members(
    store: StoreWriter, outcomes: FileOutcomes, archives: Sequence[Path], files: Sequence[Path]
) -> None:
    """Remove the sources that are no longer in their archive: a zip file, or a mail with attachments.

    The members of an archive within an archive stay if the inner archive could not be read.

    Args:
        store: the library's store.
        outcomes: records the removed files; knows the archives that could not be read.
        archives: the archives that were read.
        files: every file that was found.
    """
    present = set(map(str, files))
    unread = [path for path in outcomes.refused_paths if path not in archives]
    for archive in archives:
        for source in store.sources():
            path = Path(source)
            if _is_gone(source, present) and path.is_relative_to(archive) and not any(map(path.is_relative_to, unread)):
                _remove(store, outcomes, source)


def _remove(store: StoreWriter, outcomes: FileOutcomes, source: str) -> None:
    store.remove_source(source)
    outcomes.record_removed(source)


def _is_gone(source: str, present: AbstractSet[str]) -> bool:
    """Return whether neither a source nor the file that contains it is among the files found."""
    return source not in present and str(file_of(Path(source))) not in present


def _is_missing(source: Path) -> bool:
    """Return whether a file, or the archive that contains it, no longer exists."""
    try:
        path_on_disk(split_member(source)[0]).stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
