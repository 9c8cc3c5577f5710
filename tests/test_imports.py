"""Imports run one way, along the pipelines of documents and questions."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ORDER = (
    *(
        "embeddings",
        "qa.recent",
        "qa.named_tuples",
        "qa.messages",
        "qa.errors",
        "qa.line_file",
        "qa.types",
        "qa.settings",
        "qa.language",
        "qa.reading",
        "qa.chunking",
    ),
    *("qa.index.condition", "qa.index.store", "qa.index.engine", "qa.index.ingest", "qa.index.upkeep", "qa.index"),
    *("qa.question", "qa.search", "qa.answering", "qa.library_parts", "qa.library", "qa"),
    *(
        "qa.citation_text",
        "qa.filter_text",
        "qa.small_talk_text",
        "qa.missing_text",
        "qa.answer_words",
        "qa.terminal_progress",
        "qa.evaluation",
        "qa.json_output",
        "qa.feedback",
        "qa.open_questions",
        "qa.pin_questions",
        "qa.example_questions",
    ),
    *("qa.web.guards", "qa.server.accounts", "qa.web", "qa.server", "qa.cli", "app"),
)
"""each entry may import the entries before it"""
FILES = sorted(path.relative_to(ROOT) for name in ("qa", "embeddings") for path in (ROOT / name).rglob("*.py"))


def module_of(name: str) -> str | None:
    """Return the entry of ``ORDER`` that a dotted name belongs to, or ``None`` for a name of another project."""
    parts = name.split(".")
    candidates = (".".join(parts[:length]) for length in (3, 2, 1))
    return next((candidate for candidate in candidates if candidate in ORDER), None)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", [*FILES, Path("app.py")], ids=str)
def test_a_file_imports_only_earlier_entries(path: Path) -> None:
    own = module_of(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
    assert own is not None, f"{path} has no entry in the order"
    for name in imported(path):
        other = module_of(name)
        if other is not None and other != own:
            assert ORDER.index(other) < ORDER.index(own), f"{path} imports {name}"
