"""Routes of the jobs: add uploaded files or a folder of the server, evaluate, list, follow, cancel."""

import asyncio
import hashlib
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Header, HTTPException, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from qa.server.api.document_models import FolderModel, JobModel, JobsModel
from qa.server.api.uploaded_files import multipart_body, stored_files
from qa.server.gate import Gate
from qa.server.jobs.add_job import allowed_path, folder_job, upload_job
from qa.server.jobs.evaluation_job import evaluation_job, read_questions_of
from qa.server.jobs.job import Job
from qa.server.jobs.job_queue import IdempotencyKey
from qa.server.rights import Operation
from qa.server.served_library import ServedLibrary

_INTERVAL_SECONDS = 0.25
IdempotencyHeader = Annotated[
    str, Header(max_length=200, description="a name for this request: sent again, it does not do the work again")
]
_UPLOAD = multipart_body("a file in a supported format, or a zip file of such files")
_QUESTIONS = multipart_body("a question set in a format that `qa evaluate` reads")


def job_routes(gate: Gate, temporary: Path) -> APIRouter:
    """Return the routes.

    Args:
        gate: the libraries and who may use them.
        temporary: the folder of uploaded files.
    """
    router = APIRouter(tags=["jobs"])
    _add_adding(router, gate, temporary)
    _add_evaluating(router, gate, temporary)
    _add_following(router, gate)
    return router


def _add_adding(router: APIRouter, gate: Gate, temporary: Path) -> None:
    Changed = Annotated[ServedLibrary, Depends(gate.for_(Operation.ADD))]

    @router.post("/jobs/upload", status_code=202, response_model=JobModel, openapi_extra=_UPLOAD)
    async def add_uploads(
        request: Request, response: Response, library: Changed, idempotency_key: IdempotencyHeader = ""
    ) -> JobModel:
        """Add uploaded files. A file with the name of an earlier upload replaces that upload."""
        folder, checksum = await stored_files(request, temporary)
        key = _key(gate, request, idempotency_key, f"upload {checksum}")
        return _submitted(gate, library, upload_job(library, folder, gate.rights.who(request)), key, response)

    @router.post("/jobs/folder", status_code=202, response_model=JobModel)
    def add_folder(
        wanted: FolderModel,
        request: Request,
        response: Response,
        library: Changed,
        idempotency_key: IdempotencyHeader = "",
    ) -> JobModel:
        """Add a file or a folder of the server, if the administrator has allowed its folder (`QA_ADD_FOLDERS`)."""
        path = allowed_path(library, wanted.folder)
        if path is None:
            raise HTTPException(403, "这个文件夹不在允许添加的里面，或者不存在。请管理员设环境变量 QA_ADD_FOLDERS")
        key = _key(gate, request, idempotency_key, f"folder {wanted.sync} {wanted.folder}")
        job = folder_job(library, path, wanted.sync, gate.rights.who(request))
        return _submitted(gate, library, job, key, response)


def _add_evaluating(router: APIRouter, gate: Gate, temporary: Path) -> None:
    Evaluated = Annotated[ServedLibrary, Depends(gate.for_(Operation.EVALUATE))]

    @router.post("/evaluations", status_code=202, response_model=JobModel, openapi_extra=_QUESTIONS)
    async def evaluate(
        request: Request, response: Response, library: Evaluated, idempotency_key: IdempotencyHeader = ""
    ) -> JobModel:
        """Ask every question of an uploaded question set; the result of the job holds the metrics."""
        folder, checksum = await stored_files(request, temporary)
        try:
            (file, *others) = sorted(folder.glob("*/*"))
            if others:
                raise HTTPException(422, "一次评测一个问题文件，而请求里有几个。请分别发送")
            questions = await run_in_threadpool(read_questions_of, file)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        job = evaluation_job(library, questions, folder, gate.client(request), gate.rights.who(request))
        key = _key(gate, request, idempotency_key, f"evaluation {checksum}")
        return _submitted(gate, library, job, key, response)


def _add_following(router: APIRouter, gate: Gate) -> None:
    Readable = Annotated[ServedLibrary, Depends(gate.for_(Operation.READ))]

    @router.get("/jobs", response_model=JobsModel)
    def list_jobs(library: Readable, request: Request) -> JobsModel:
        """List the jobs of this user, latest first; all jobs on a server without sign-in."""
        return JobsModel(jobs=[JobModel.of(job) for job in library.jobs.jobs(gate.rights.who(request))])

    @router.get("/jobs/{job_id}", response_model=JobModel)
    def show_job(job_id: str, library: Readable, request: Request) -> JobModel:
        """Return the present state of a job."""
        return JobModel.of(_job(gate, library, job_id, request))

    @router.post("/jobs/{job_id}/cancel", response_model=JobModel)
    def cancel_job(job_id: str, library: Readable, request: Request) -> JobModel:
        """Stop a job between two documents or questions; the results so far stay."""
        job = _job(gate, library, job_id, request)
        job.cancel()
        return JobModel.of(job)

    def followed(job_id: str, library: Readable, request: Request) -> Job:
        return _job(gate, library, job_id, request)

    @router.get("/jobs/{job_id}/events", response_class=EventSourceResponse)
    async def follow_job(job: Annotated[Job, Depends(followed)]) -> AsyncIterator[ServerSentEvent]:
        """Follow a job: send an event `job` after each step; the last has the final state."""
        async for version, state in _states(job):
            yield ServerSentEvent(data=state, event="job", id=str(version))


async def _states(job: Job) -> AsyncIterator[tuple[int, JobModel]]:
    """Yield the version and the state of a job whenever it has changed, until it has ended."""
    shown = -1
    while True:
        version, state = job.version, JobModel.of(job)
        if version != shown:
            shown = version
            yield version, state
        if state.state.is_final:
            return
        await asyncio.sleep(_INTERVAL_SECONDS)


def _job(gate: Gate, library: ServedLibrary, job_id: str, request: Request) -> Job:
    job = library.jobs.job(job_id, gate.rights.who(request))
    if job is None:
        raise HTTPException(404, "没有这个任务，或者它太早，已不再保存")
    return job


def _key(gate: Gate, request: Request, value: str, fingerprint: str) -> IdempotencyKey | None:
    if not value:
        return None
    return IdempotencyKey(gate.rights.who(request), value, hashlib.sha256(fingerprint.encode()).hexdigest())


def _submitted(
    gate: Gate, library: ServedLibrary, job: Job, key: IdempotencyKey | None, response: Response
) -> JobModel:
    """Submit a job and return it, or the earlier job with the same key; delete the files of a job that is not new."""
    is_new = False
    try:
        submitted, is_new = library.jobs.submit(job, key)
    finally:
        if not is_new:
            job.delete_files()
    response.headers["Location"] = f"{gate.root_path}/api/v1/jobs/{submitted.id}"
    return JobModel.of(submitted)
