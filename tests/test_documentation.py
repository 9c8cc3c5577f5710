"""The documentation is complete and true where a test can tell."""

import re
import runpy
import shutil
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import qa
from qa.answering.confidence import THRESHOLD
from qa.json_output import answer_record
from qa.settings import Settings
from qa.types import Answer, AnswerSentence, Citation, Hit

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
GENERATOR = runpy.run_path(str(ROOT / "docs" / "api.py"))
PUBLIC = GENERATOR["public_classes"]()
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
SOURCES = [ROOT / "app.py", *(ROOT / "qa").rglob("*.py"), *(ROOT / "embeddings").rglob("*.py")]
_CODE = re.compile(r"```.*?```", re.DOTALL)


def members() -> Iterator[tuple[str, str]]:
    """Yield each public class, method and property with its docstring."""
    for described in PUBLIC:
        yield described.__name__, described.__doc__ or ""
        for name, member in GENERATOR["public_members"](described).items():
            yield f"{described.__name__}.{name}", GENERATOR["documentation"](member)


def own_paths(page: Path) -> set[str]:
    """Return the paths of this repository that a page names in code spans."""
    text = _CODE.sub("", page.read_text(encoding="utf-8"))
    spans = re.findall(r"`([\w./-]+)`", text)
    return {span for span in spans if re.match(r"(qa|embeddings|tests|docs|benchmarks|examples)/", span)}


def test_every_public_name_can_be_imported() -> None:
    assert all(getattr(qa, name).__name__ == name for name in qa.__all__)
    assert dir(qa) == sorted(qa.__all__)
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = qa.no_such_name


def test_every_error_is_public() -> None:
    errors = {error.__name__ for error in _subclasses(qa.QaError)}
    assert errors <= set(qa.__all__)


def _subclasses(error: type[Exception]) -> set[type[Exception]]:
    return {error}.union(
        *(_subclasses(derived) for derived in error.__subclasses__() if derived.__module__[:3] == "qa.")
    )


@pytest.mark.parametrize(("name", "docstring"), list(members()))
def test_every_public_name_has_a_docstring(name: str, docstring: str) -> None:
    assert docstring
    assert not docstring.startswith(f"{name}("), "the docstring that dataclasses make says nothing"


def test_the_python_interface_is_generated_from_the_docstrings() -> None:
    current = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert current == GENERATOR["render"](), "docs/api.md is out of date: run python docs/api.py"


def test_every_public_name_is_in_the_documentation_of_the_interface() -> None:
    headings = re.findall(r"^##+ `(\w+)`", (ROOT / "docs" / "api.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {*qa.__all__, "Encoder"} <= set(headings)


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_every_setting_is_documented_with_its_default(field: Any) -> None:
    shown = "the bundled model" if field.name == "model" else str(field.default)
    assert f"| `{field.name}` | {shown} |" in SETTINGS


def test_every_environment_variable_is_documented() -> None:
    read = {name for path in SOURCES for name in re.findall(r"\bQA_[A-Z_]+\b", path.read_text(encoding="utf-8"))}
    assert read >= {"QA_LIBRARY", "QA_MODEL"}
    assert read == set(re.findall(r"^\| `(QA_[A-Z_]+)`", SETTINGS, re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_paths_of_a_page_lead_to_files(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", _CODE.sub("", page.read_text(encoding="utf-8")))
    assert not [link for link in links if not (page.parent / link).exists()]
    assert not [path for path in own_paths(page) if "NAME" not in path and not (ROOT / path).exists()]


def test_the_files_of_the_architecture_exist() -> None:
    drawn = "".join(_CODE.findall((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")))
    named = re.findall(r"\b(?:qa|embeddings|benchmarks|examples|tests)/[\w/]*(?:\.py)?", drawn)
    assert len(named) > 30
    assert not [path for path in named if not (ROOT / path).exists()]


def test_every_benchmark_in_the_readme_exists() -> None:
    table = README.split("## How good it is")[1].split("## Where to read on")[0]
    named = re.findall(r"\| `(\w+)[^`]*` \|$", table, re.MULTILINE)
    assert len(named) > 10
    assert not [name for name in named if not (ROOT / "benchmarks" / f"{name}.py").exists()]


def test_the_readme_gives_the_threshold_of_the_code() -> None:
    assert re.findall(r'below (\S+) the answer is "not found"', README) == [str(THRESHOLD)]


def test_the_readme_names_every_key_of_the_json_output() -> None:
    citation = Citation(1, "", "", "", "", None, None, (), 1, 0, 1, "")
    hit = Hit(1, 1.0, "", citation)
    record = answer_record(Answer("?", True, 1.0, AnswerSentence("", citation), (hit,)), "1")
    section = README.split("### JSON")[1].split("## ")[0]
    keys = {*record, *record["passages"][0], *record["answer"], *record["answer"]["citation"]}
    assert not [key for key in keys if f'"{key}"' not in section]


def test_the_python_code_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(code, names)
    library, answer = names["library"], names["answer"]
    assert (answer.found, round(answer.confidence, 2)) == (True, 0.92)
    citation = answer.sentence.citation
    assert library.document_text(citation.document_id)[citation.start : citation.end] == answer.sentence.text
    assert len(names["hits"]) == 10
    assert library.ask("开办时间?", issuer="深圳市", since=date(2019, 1, 1)).found
    assert library.ask("出口通关时间呢?", earlier=[answer.question]).searched == "深圳出口通关时间缩短到几天?"
    library.close()
