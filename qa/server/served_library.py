"""A library of the server, with its name, service and jobs."""

from dataclasses import dataclass, field
from pathlib import Path

from qa.server.jobs.job_queue import JobQueue
from qa.web.service import Service


@dataclass(frozen=True, slots=True)
class ServedLibrary:
    """A library with its name, its service and its jobs.

    A server holds its libraries in a mapping by name; a request without a name uses the first that its sender may read.
    """

    name: str
    service: Service
    description: str = ""
    folders: tuple[Path, ...] = ()
    """folders of this computer from which clients may add files (``QA_ADD_FOLDERS``; over stdio every folder)"""
    path: str = ""
    """path of the library's page, without a slash at its end"""
    jobs: JobQueue = field(default_factory=JobQueue)
