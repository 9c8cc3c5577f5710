"""Refuse only the files above the size limit, each by its name.

Gradio 6.31 rejects all files of an upload if one exceeds ``max_file_size``
(https://github.com/gradio-app/gradio/pull/7909), and says so in English. The script ``upload_limit.js`` replaces a file
that is too large by a placeholder of a few bytes; the server recognises the placeholder and refuses that file alone.
"""

from pathlib import Path

PLACEHOLDER = "gongwen-qa: too large to be sent"
"""the content that the page sends in place of a file that is too large"""


def is_placeholder(file: Path) -> bool:
    """Return whether an uploaded file is the placeholder of a file that was too large."""
    content = PLACEHOLDER.encode()
    try:
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False
