"""Add files to a library: the steps from paths to a report."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.index.ingest.add_progress import AddProgress, rebuild_progress
from qa.index.ingest.file_outcomes import FileOutcomes
from qa.index.ingest.file_state import file_state
from qa.index.ingest.ingest_target import IngestTarget
from qa.index.ingest.pipeline import IngestPipeline
from qa.index.ingest.prepared_document import DocumentPreparer
from qa.index.ingest.progress_meter import ProgressMeter
from qa.index.ingest.sync import remove_missing_files, remove_missing_members
from qa.index.store import Store
from qa.reading import find_files
from qa.types import AddReport


@dataclass(frozen=True, slots=True)
class _ChangedFile:
    """A file that may have changed since it was stored, with its size in bytes."""

    path: Path
    size: int


def add_files(
    target: IngestTarget,
    paths: Sequence[Path],
    *,
    sync: bool,
    follow_links: bool = False,
    on_progress: Callable[[AddProgress], None],
    stopped: Callable[[], bool],
) -> AddReport:
    """Add files and the files in folders to a library.

    Args:
        target: the library; its engine is up to date afterwards.
        paths: files and folders.
        sync: also remove the files that were added from these folders earlier and no longer exist. Files that a zip
            archive or a mail no longer holds are removed without ``sync``, too. An addition that is stopped before the
            last file removes nothing.
        follow_links: also read the targets of links in the folders, even outside the folders.
        on_progress: called before each file that may have changed, after each recognised page and each batch of
            vectors; before that, while the engine gets the documents that an interrupted addition stored.
        stopped: called repeatedly; once it returns True, the addition ends. Each file is then stored whole or not at
            all.

    Returns:
        The outcome of every file, with the reason for each file that was not read.

    Raises:
        LibraryError: the store is damaged or cannot be read.
        ModelError: the model cannot be loaded or is damaged.
        OSError: the engine cannot be written.
    """
    store, engine = target.store, target.engine
    outcomes = FileOutcomes(store)
    archives: list[Path] = []
    files = list(find_files(paths, outcomes.refuse_path, target.settings.file_bytes, archives.append, follow_links))
    # A process that was killed may have stored documents that the engine lacks.
    engine.update(rebuild_progress(on_progress))
    changed = list(_changed_files(files, store, outcomes))
    progress = ProgressMeter(on_progress, outcomes, len(files), sum(file.size for file in changed))
    with IngestPipeline(target, outcomes, progress, stopped) as pipeline:
        pipeline.run((file.path for file in changed), DocumentPreparer(target, outcomes, progress, stopped).read)
    files_left = len(files) - outcomes.files_done
    if not files_left:
        remove_missing_members(store, outcomes, archives, files)
        remove_missing_files(store, outcomes, paths if sync else (), files)
    engine.finish()
    if not files_left and outcomes.replaced_or_removed:
        store.forget_unused_vectors()
    return outcomes.report(files_left)


def _changed_files(files: Iterable[Path], store: Store, outcomes: FileOutcomes) -> Iterator[_ChangedFile]:
    """Yield the files that may have changed and record the others as unchanged.

    The size and times of a file decide; its content is not read.
    """
    for file in files:
        state = file_state(file)
        stored = store.source(str(file)) if state else None
        if stored and stored.state == state:
            outcomes.record_unchanged(file)
        else:
            yield _ChangedFile(file, state.size if state else 0)
