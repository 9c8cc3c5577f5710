"""The path of a request relative to the page of its library."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import Scope

LIBRARIES = "/library"
_LIBRARY = re.compile(rf"{LIBRARIES}/[^/]+(?=/|$)")


def mounted_path(scope: "Scope") -> str:
    """Return the path of a request relative to the mount point of the application that handles it."""
    path, root = str(scope["path"]), str(scope.get("root_path", "")).rstrip("/")
    return path[len(root) :] or "/" if root and (path == root or path.startswith(f"{root}/")) else path


def page_path(scope: "Scope") -> str:
    """Return the path of a request without ``/library/NAME``, under which all libraries but the first are served."""
    path = mounted_path(scope)
    found = _LIBRARY.match(path)
    return path[found.end() :] or "/" if found else path
