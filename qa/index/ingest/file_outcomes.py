"""Record the outcome of each file of an addition."""

from pathlib import Path

from qa.index.store import Store, Stored
from qa.messages import Message
from qa.types import AddReport, FileOutcome, Namesake, Refusal


class FileOutcomes:
    """The outcome of every file of one addition, for the progress reports and for the final report.

    Args:
        store: the library's store, to find out whether it holds an older version of a refused file.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._outcomes: list[FileOutcome] = []
        self._unreported: list[FileOutcome] = []
        self._refused_paths: list[Refusal] = []
        self._refused_files: list[Refusal] = []
        self._refused_folders: list[Refusal] = []
        self._removed: list[str] = []
        self._namesakes: list[Namesake] = []

    @property
    def files_done(self) -> int:
        """Return the number of files with an outcome; refused paths and folders do not count."""
        return len(self._outcomes)

    @property
    def refused_paths(self) -> tuple[Path, ...]:
        """Return the paths and archives that could not be searched for files."""
        return tuple(Path(refusal.source) for refusal in self._refused_paths)

    @property
    def replaced_or_removed(self) -> bool:
        """Return whether a file was replaced or removed, so that vectors may be left without a passage."""
        return bool(self._removed) or any(outcome.became == "replaced" for outcome in self._outcomes)

    def record_unchanged(self, file: Path) -> None:
        """Record a file whose content is stored already."""
        self._record(FileOutcome(str(file), "unchanged"))

    def record_stored(self, source: str, stored: Stored) -> None:
        """Record a file that was stored."""
        self._record(FileOutcome(source, "replaced" if stored.replaced else "added"))
        self._namesakes += stored.namesakes

    def record_removed(self, source: str) -> None:
        """Record a file that was removed from the library because it no longer exists."""
        self._removed.append(source)

    def refuse_file(self, file: Path, reason: str) -> None:
        """Record a file that could not be read."""
        refusal = self._refusal(file, reason)
        self._refused_files.append(refusal)
        self._record(FileOutcome(refusal.source, "refused", refusal.reason))

    def refuse_path(self, path: Path, reason: str) -> None:
        """Record a path, or an archive below it, that could not be searched for files."""
        refusal = self._refusal(path, reason)
        self._refused_paths.append(refusal)
        self._unreported.append(FileOutcome(refusal.source, "refused", refusal.reason))

    def refuse_folder(self, folder: Path, reason: str) -> None:
        """Record a folder whose missing files were not removed from the library."""
        self._refused_folders.append(Refusal(str(folder), reason))

    def take_unreported(self) -> tuple[FileOutcome, ...]:
        """Return the outcomes recorded since the last call."""
        unreported = tuple(self._unreported)
        self._unreported.clear()
        return unreported

    def report(self, files_left: int) -> AddReport:
        """Return the report of the addition.

        Args:
            files_left: the number of files without an outcome because the addition was stopped.
        """
        return AddReport(
            added=self._sources("added"),
            replaced=self._sources("replaced"),
            unchanged=self._sources("unchanged"),
            refused=(*self._refused_paths, *self._refused_files, *self._refused_folders),
            removed=tuple(self._removed),
            namesakes=tuple(self._namesakes),
            files_left=files_left,
        )

    def _record(self, outcome: FileOutcome) -> None:
        self._outcomes.append(outcome)
        self._unreported.append(outcome)

    def _sources(self, became: str) -> tuple[str, ...]:
        return tuple(outcome.source for outcome in self._outcomes if outcome.became == became)

    def _refusal(self, path: Path, reason: str) -> Refusal:
        """Return the refusal of a file; if the library holds an older version of the file, the reason says so."""
        if self._store.source(str(path)):
            reason = Message("{why}。资料库里仍是它以前的内容", why=reason)
        return Refusal(str(path), reason)
