"""Mount an interface at a path."""

import re
from typing import TYPE_CHECKING

from starlette.routing import Mount

if TYPE_CHECKING:
    from starlette.types import ASGIApp


def api_mount(path: str, application: "ASGIApp") -> Mount:
    """Return a mount for all paths below a prefix, including paths with a line break, which Starlette's mount skips."""
    mount = Mount(path, application)
    mount.path_regex = re.compile(mount.path_regex.pattern, mount.path_regex.flags | re.DOTALL)
    return mount
