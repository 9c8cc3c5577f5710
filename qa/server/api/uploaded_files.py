"""Store the files of a multipart request in a folder until a job has read them."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path, PureWindowsPath
from typing import Any

from fastapi import HTTPException
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request

_FILES = 1000
_BLOCK = 1 << 20


def multipart_body(description: str) -> dict[str, Any]:
    """Return the OpenAPI description of a request with files.

    FastAPI does not parse the body of such a request: the route reads it after it has checked the rights.

    Args:
        description: describes the files.
    """
    file = {"type": "string", "format": "binary", "description": description}
    schema = {
        "type": "object",
        "required": ["files"],
        "properties": {"files": {"type": "array", "minItems": 1, "items": file}},
    }
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}


async def stored_files(request: Request, temporary: Path) -> tuple[Path, str]:
    """Store the files in the form field ``files`` of a request.

    Args:
        request: a multipart request.
        temporary: the folder of uploaded files.

    Returns:
        A new folder that holds a numbered folder for each file; and the SHA-256 of names and contents in hexadecimal.

    Raises:
        HTTPException: the request has too many files (400), no files or a name that cannot be used (422), or the files
            cannot be stored (507).
    """
    async with request.form(max_files=_FILES) as form:
        files = [file for file in form.getlist("files") if isinstance(file, UploadFile)]
        if not files:
            raise HTTPException(422, "请求里没有文件。请用 multipart/form-data 发送，字段名是 files")
        named = [(_name(file), file) for file in files]
        return await run_in_threadpool(_stored, named, temporary)


def _name(file: UploadFile) -> str:
    """Return the name of a file without folders, which some programs send with it.

    Raises:
        HTTPException: the name is empty or too long, begins with a dot or holds control characters.
    """
    name = PureWindowsPath(file.filename or "").name
    # A name that begins with a dot could collide with the server's own folders.
    if not name or name.startswith(".") or any(ord(mark) < 32 for mark in name) or len(_bytes(name)) > 200:
        raise HTTPException(422, "文件名用不了：应有 1 到 200 个字节，不以点开头，没有控制字符")
    return name


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogatepass")


def _stored(files: Iterable[tuple[str, UploadFile]], temporary: Path) -> tuple[Path, str]:
    temporary.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="api-", dir=temporary))
    digest = hashlib.sha256()
    try:
        for number, (name, file) in enumerate(files):
            target = folder / f"{number:04}" / name
            target.parent.mkdir()
            digest.update(_bytes(f"\n{name}\n"))
            with target.open("wb") as stored:
                while block := file.file.read(_BLOCK):
                    digest.update(block)
                    stored.write(block)
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, (OSError, ValueError)):
            raise HTTPException(507, "上传的文件存不了。请管理员检查服务器的磁盘空间和权限") from error
        raise
    return folder, digest.hexdigest()
