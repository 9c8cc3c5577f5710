"""The document has the language of the page; Gradio's template would always say English."""

import inspect

import gradio as gr

from qa.web.gradio_fixes.page_language import SET_LANGUAGE
from tests.web.gradio_fixes.frontend import TEMPLATES


def test_gradios_template_still_says_english_and_takes_no_other_language() -> None:
    assert 'lang="en"' in (TEMPLATES / "index.html").read_text(encoding="utf-8")
    arguments = {*inspect.signature(gr.Blocks.__init__).parameters, *inspect.signature(gr.Blocks.launch).parameters}
    assert not {"lang", "language"} & arguments


def test_the_script_sets_the_language_and_the_title() -> None:
    assert "document.documentElement.lang =" in SET_LANGUAGE
    assert "document.title =" in SET_LANGUAGE
