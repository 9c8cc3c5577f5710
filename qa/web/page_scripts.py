"""Read the JavaScript of the page from ``scripts/*.js``, because Gradio takes scripts as text.

A script gets values from the server, such as a storage key, as fields of a constant named ``parameters``.
"""

import json
from pathlib import Path

_FOLDER = Path(__file__).parent / "scripts"
_PAGE_PARTS = (
    *("source_navigation", "clipboard", "address", "gradio_labels", "input_method", "pending_question"),
    *("actions", "upload_limit", "print_colours", "changes"),
)


def function_script(name: str, **parameters: object) -> str:
    """Return a function for the ``js`` argument of a Gradio event.

    Args:
        name: file name in ``scripts/`` without its ending; the file holds one function expression.
        **parameters: fields of ``parameters`` in the script; any JSON value.
    """
    function = _read(name)
    if not parameters:
        return function
    return f"(...values) => {{ {_constant(parameters)} return (\n{function}\n)(...values); }}"


def page_script(**parameters: object) -> str:
    """Return the script that runs once when the page is loaded: all files of ``scripts/page/`` in one scope.

    Args:
        **parameters: fields of ``parameters`` in the script; any JSON value.
    """
    return "\n".join((_constant(parameters), *(_read(f"page/{part}") for part in _PAGE_PARTS)))


def head_script(name: str) -> str:
    """Return a file of ``scripts/`` as an HTML element for the head of the page."""
    return f"<script>{{\n{_read(name)}\n}}</script>"


def _constant(parameters: dict[str, object]) -> str:
    return f"const parameters = {json.dumps(parameters, ensure_ascii=False)};"


def _read(name: str) -> str:
    return (_FOLDER / f"{name}.js").read_text(encoding="utf-8").strip()
