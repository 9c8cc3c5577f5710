"""The workarounds in ``scripts/page/`` still match Gradio's front end."""

import re
from pathlib import Path

import pytest

from qa.web import page_scripts
from tests.web.gradio_fixes.frontend import TEMPLATES, scripts

PAGE = Path(page_scripts.__file__).parent / "scripts" / "page"


@pytest.mark.parametrize(
    ("pattern", "replaced"),
    [
        ("Index-*", 'role="log" aria-label="chatbot conversation"'),
        ("Index-*", "Select example ${"),
        ("Index-*", 'role="list"></div>'),
        ("Index-*", "cell-menu-button"),
        ("src-*", "upload-container"),
        ("Index-*", "toggle-button"),
    ],
)
def test_gradio_still_has_the_label_or_role_that_gradio_labels_replaces(pattern: str, replaced: str) -> None:
    assert replaced in scripts(pattern)


def test_a_message_of_the_chat_is_still_labelled_with_its_html() -> None:
    assert re.search(r"`data-testid`,\w+\(\)\),\w+\(\w+,`dir`,[^)]*\),\w+\(\w+,`aria-label`", scripts("Index-*"))


def test_gradios_text_box_still_ignores_that_an_input_method_is_composing() -> None:
    boxes = [text for text in [scripts("Index-*")] if "keypress" in text]
    assert boxes
    assert "isComposing" not in scripts()
    assert "isComposing" in (PAGE / "input_method.js").read_text(encoding="utf-8")


def test_gradios_background_still_follows_the_screen_and_not_the_class() -> None:
    template = (TEMPLATES / "index.html").read_text(encoding="utf-8")
    assert re.search(r"prefers-color-scheme: dark\) \{\s*body \{\s*background:", template)
