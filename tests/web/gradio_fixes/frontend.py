"""The installed front end of Gradio, for the contract tests."""

from functools import cache
from pathlib import Path

import gradio

TEMPLATES = Path(gradio.__file__).parent / "templates" / "frontend"


@cache
def scripts(pattern: str = "*") -> str:
    """Return the text of Gradio's scripts whose file names match a pattern without the ending; fail if there are none.

    Their names end with a hash of the build, so a pattern is needed.
    """
    files = sorted((TEMPLATES / "assets").glob(f"{pattern}.js"))
    assert files, f"Gradio has no script {pattern}.js"
    return "\n".join(file.read_text(encoding="utf-8") for file in files)
