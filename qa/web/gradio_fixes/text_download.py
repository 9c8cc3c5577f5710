"""A text that the page's server makes and the browser saves as a file."""

import json

SAVE = """(text) => { if (!text) return;
    const file = JSON.parse(text);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([file.text], {type: 'text/plain;charset=utf-8'}));
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}"""
"""what the browser does with the value of a hidden text box"""


def file_to_save(name: str, text: str) -> str:
    """What to write into that text box.

    Args:
        name: of the file.
        text: of the file.
    """
    return json.dumps({"name": name, "text": text}, ensure_ascii=False)
