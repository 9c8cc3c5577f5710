"""The jobs of a library: one job of each kind runs at a time, the others wait."""

import logging
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from qa.errors import BusyError, QaError
from qa.messages import Message
from qa.server.jobs.job import Job, JobKind, JobState
from qa.server.public_text import public_text

_log = logging.getLogger(__name__)
_REMEMBERED = 200
_WAITING = 20
_UNEXPECTED = "发生了意外的错误。详情见服务器的日志"


class KeyReusedError(Exception):
    """A client sent the same idempotency key with two different requests."""


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """A client's name for a request; a request sent again with the same key does not start its job twice."""

    user: str
    value: str
    fingerprint: str
    """hash of the request; equal for equal requests"""


class JobQueue:
    """Runs the jobs of a library and remembers the latest. Safe for threads.

    Args:
        remembered: number of jobs that are kept; if there are more, the oldest finished jobs are dropped.
        waiting: number of jobs of all kinds that may be unfinished when another is submitted.
    """

    def __init__(self, remembered: int = _REMEMBERED, waiting: int = _WAITING) -> None:
        self._remembered = remembered
        self._waiting = waiting
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._keys: dict[tuple[str, str], tuple[str, str]] = {}
        """maps user and key to the fingerprint of the request and the id of its job"""
        self._threads = {kind: ThreadPoolExecutor(1, f"job {kind.value}") for kind in JobKind}

    def submit(self, job: Job, key: IdempotencyKey | None = None) -> tuple[Job, bool]:
        """Start a job, or make it wait until earlier jobs of its kind have ended.

        Returns:
            The job, or the earlier job of the same key; and whether the job is new.

        Raises:
            BusyError: too many jobs are unfinished.
            KeyReusedError: the key belongs to another request whose job is still remembered.
        """
        with self._lock:
            earlier = self._of_key(key) if key else None
            if earlier:
                return earlier, False
            if sum(not other.state.is_final for other in self._jobs.values()) > self._waiting:
                raise BusyError(Message("现在等着办的任务很多。请过几分钟再试"))
            self._jobs[job.id] = job
            if key:
                self._keys[key.user, key.value] = (key.fingerprint, job.id)
            self._forget_oldest()
        self._threads[job.kind].submit(_run, job)
        return job, True

    def jobs(self, user: str) -> tuple[Job, ...]:
        """Return the jobs of a user, latest first."""
        with self._lock:
            return tuple(job for job in reversed(self._jobs.values()) if job.user == user)

    def job(self, id_: str, user: str) -> Job | None:
        """Return a job of a user; ``None`` if there is none with this id."""
        job = self._jobs.get(id_)
        return job if job and job.user == user else None

    def _of_key(self, key: IdempotencyKey) -> Job | None:
        fingerprint, id_ = self._keys.get((key.user, key.value), ("", ""))
        if id_ and fingerprint != key.fingerprint:
            raise KeyReusedError
        return self._jobs.get(id_)

    def _forget_oldest(self) -> None:
        finished = [id_ for id_, job in self._jobs.items() if job.state.is_final]
        for id_ in finished[: max(0, len(self._jobs) - self._remembered)]:
            del self._jobs[id_]
        self._keys = {key: (print_, id_) for key, (print_, id_) in self._keys.items() if id_ in self._jobs}


def _run(job: Job) -> None:
    """Do the work of a job, delete its uploaded files, and record its result or error."""
    if not job.begin():
        return
    try:
        job.result = job.work(job)
    except QaError as error:
        job.error = public_text(error)
    except Exception:
        _log.exception("a job failed")
        job.error = _UNEXPECTED
    finally:
        job.delete_files()
    if job.error is not None:
        job.become(JobState.FAILED)
    elif job.stopped():
        job.become(JobState.CANCELLED)
    else:
        job.report(1.0, **job.progress)
        job.become(JobState.DONE)
