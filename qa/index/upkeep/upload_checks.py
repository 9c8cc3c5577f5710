"""Check the uploaded originals against the documents that were made from them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qa.errors import LibraryError, ReadingError
from qa.index.store import Database, LibraryPaths
from qa.index.upkeep.problems import Part, Problem
from qa.reading import content_hash, path_on_disk, read_bytes, shown_path


def upload_problems(database: Database, paths: LibraryPaths) -> Iterator[Problem]:
    """Yield a problem for each original that is missing, changed or not cited, and for an interrupted upload.

    After an interrupted upload, originals that are not cited are not reported. The originals that the server has set
    aside are reported as one problem. While an upload or a deletion is running, nothing else is reported, because an
    uploaded file may not be cited yet, and a deleted file may no longer be cited.
    """
    try:
        cited = _cited(database, paths)
    except LibraryError:
        # The path of a source cannot be read; the check of the store reports it.
        return
    yield from _kept_files(paths)
    if not (cited or paths.uploads.is_dir()):
        return
    with _alone(paths) as nothing_runs:
        if not nothing_runs:
            return
        if paths.replaced_uploads.exists():
            yield Problem(Part.UPLOAD, "有一次上传中断了，原件没有收拾好。打开一次网页（qa serve），会自动恢复")
        else:
            yield from _uncited_files(cited, paths)
        for source, hashes in cited.items():
            yield from _original_problems(source, hashes, paths)


def _cited(database: Database, paths: LibraryPaths) -> dict[Path, set[str]]:
    """Map the path of each upload that documents were made from to the content hashes of these documents."""
    rows = database.rows(
        "SELECT full_path(path), content_hash FROM sources JOIN documents AS d ON d.id = document_id "
        "WHERE d.removed IS NULL"
    )
    cited: dict[Path, set[str]] = {}
    for path, found in rows:
        if path_on_disk(Path(path)).is_relative_to(paths.uploads):
            cited.setdefault(Path(path), set()).add(found)
    return cited


def _uncited_files(cited: dict[Path, set[str]], paths: LibraryPaths) -> Iterator[Problem]:
    # A file in an archive is cited by a path below that of the archive.
    files = {paths.uploads / path_on_disk(source).relative_to(paths.uploads).parts[0] for source in cited}
    found = sorted(paths.uploads.iterdir()) if paths.uploads.is_dir() else []
    for file in found:
        if file.is_file() and not file.name.startswith(".") and file not in files:
            name = shown_path(file).name
            kept = paths.uncited_uploads.name
            text = f"上传的原件 {name} 不属于任何文件，下次打开网页（qa serve）会移到“{kept}”文件夹"
            yield Problem(Part.UPLOAD, text)


def _kept_files(paths: LibraryPaths) -> Iterator[Problem]:
    """Yield a problem if the server has set aside files because no document cites them."""
    kept = sorted(file for file in paths.uncited_uploads.rglob("*") if file.is_file())
    if kept:
        yield Problem(
            Part.UPLOAD,
            f"“{paths.uncited_uploads.name}”文件夹里有 {len(kept)} 个上传的原件（如 {shown_path(kept[0]).name}），"
            "不属于任何文件。要用就重新添加，确定不要就删去",
        )


def _original_problems(source: Path, hashes: set[str], paths: LibraryPaths) -> Iterator[Problem]:
    name = shown_path(path_on_disk(source).relative_to(paths.uploads))
    try:
        found = content_hash(read_bytes(source))
    except ReadingError:
        yield Problem(Part.UPLOAD, f"上传的原件 {name} 不在了或读不了，答案不受影响。请重新上传")
        return
    if found not in hashes:
        yield Problem(Part.UPLOAD, f"上传的原件 {name} 和引用的内容不是同一版。请重新上传")


@contextmanager
def _alone(paths: LibraryPaths) -> Iterator[bool]:
    """Hold the lock on the uploads; yield whether no other thread or process holds it."""
    from filelock import FileLock, Timeout

    lock = FileLock(paths.uploads_lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    except OSError:
        # Nobody uploads to a folder that cannot be written.
        yield True
        return
    try:
        yield True
    finally:
        lock.release()
