"""The style of Gradio's own parts: every class that ``gradio.css`` names is still in Gradio's front end."""

import re
from pathlib import Path

import pytest

from qa.web import gradio_fixes
from tests.web.gradio_fixes.frontend import scripts

STYLE = (Path(gradio_fixes.__file__).parent / "gradio.css").read_text(encoding="utf-8")
RULES = re.sub(r"/\*.*?\*/", "", STYLE, flags=re.DOTALL)
CLASSES = sorted(set(re.findall(r"\.([a-z][\w-]+)", re.sub(r"\{.*?\}", "", RULES, flags=re.DOTALL))))


@pytest.mark.parametrize("name", CLASSES)
def test_gradio_still_has_the_class(name: str) -> None:
    assert re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", scripts())
