"""Refuse URLs in place of files.

Gradio 6.31 downloads a file reference whose path is a URL, in any input of any event, before the event runs. No
upstream issue known, because Gradio intends it.
"""

from typing import NoReturn

import gradio as gr
from gradio import processing_utils

_DOWNLOADS = ("async_ssrf_protected_download", "ssrf_protected_download", "save_url_to_cache", "unsafe_download")


def refuse_downloads() -> None:
    """Replace Gradio's download functions, in the whole process, by one that raises an error."""
    for name in _DOWNLOADS:
        setattr(processing_utils, name, _refuse)


def _refuse(*_: object, **__: object) -> NoReturn:
    raise gr.Error("文件不能是网址。请先下载，再上传文件", print_exception=False)
