"""Jobs that add files to a library: uploaded ones, or a folder of the server."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from qa.library import AddProgress
from qa.reading import canonical
from qa.server.jobs.job import Job, JobKind
from qa.server.public_text import public_record
from qa.server.served_library import ServedLibrary
from qa.types import AddReport
from qa.web.service_observers import Actor


def upload_job(library: ServedLibrary, folder: Path, user: str) -> Job:
    """Return a job that adds uploaded files.

    Args:
        library: the library to add to.
        folder: holds a numbered folder for each uploaded file; it is deleted at the end of the job.
        user: name of the user who uploaded the files.
    """
    service = library.service

    def work(job: Job) -> dict[str, Any]:
        service.wait(None)
        with service.adding():
            report = service.uploads.receive(sorted(folder.glob("*/*")), _reporting(job), job.stopped)
        return _result(_noted(report, library, user))

    return Job(JobKind.ADD, work, user, folder)


def folder_job(library: ServedLibrary, path: Path, sync: bool, user: str) -> Job:
    """Return a job that adds a file or the files of a folder of the server.

    Args:
        library: the library to add to.
        path: a path that :func:`allowed_path` returned.
        sync: whether documents whose files are gone from the folder are removed from the library.
        user: name of the user who started the job.
    """
    service = library.service

    def work(job: Job) -> dict[str, Any]:
        service.wait(None)
        with service.adding():
            report = service.library.add(path, sync=sync, on_progress=_reporting(job), stopped=job.stopped)
        return _result(_noted(report, library, user), path)

    return Job(JobKind.ADD, work, user)


def allowed_path(library: ServedLibrary, wanted: str) -> Path | None:
    """Return the absolute path of a file or folder to add; ``None`` if no allowed folder contains it or it is missing.

    Symbolic links are resolved first, so that none leads out of an allowed folder.

    Args:
        library: the library with its allowed folders.
        wanted: an absolute path, or a path relative to one of the folders.
    """
    if "\0" in wanted:
        return None
    for folder in library.folders:
        path = canonical(folder / wanted).resolve()
        if path.is_relative_to(folder.resolve()) and path.exists():
            return path
    return None


def _noted(report: AddReport, library: ServedLibrary, user: str) -> AddReport:
    """Report the change and its user to the library's observers; return the report."""
    for action, sources in (
        ("document.add", (*report.added, *report.replaced)),
        ("document.remove", report.removed),
    ):
        library.service.observers.changed(Actor(user), action, tuple(Path(source).name for source in sources))
    return report


def _reporting(job: Job) -> "_Reporter":
    return _Reporter(job)


class _Reporter:
    """Passes the progress of :meth:`qa.Library.add` on to a job."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._refused = 0

    def __call__(self, step: AddProgress) -> None:
        """Report a step."""
        self._refused += sum(outcome.became == "refused" for outcome in step.outcomes)
        self._job.report(
            0.0 if step.rebuilding else step.done,
            files_done=step.files_done,
            files_total=step.files_total,
            passages_done=step.passages_done,
            refused=self._refused,
            file=Path(step.file).name,
            seconds_left=round(step.seconds_left, 1) if step.seconds_left is not None else None,
        )


def _result(report: AddReport, folder: Path | None = None) -> dict[str, Any]:
    record: dict[str, Any] = public_record(asdict(report), folder)
    return record
