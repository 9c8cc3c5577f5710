"""The scripts in examples/ run as they are, with the document in seeds/."""

import runpy
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"
EXPECTED = {
    "ask_a_question.py": "企业开办时间从9天缩短至4天",
    "evaluate_a_library.py": "answer@1\t1.0000",
    "haystack_retriever.py": "企业开办时间从9天缩短至4天",
    "langchain_retriever.py": "企业开办时间从9天缩短至4天",
    "llama_index_retriever.py": "企业开办时间从9天缩短至4天",
    "use_as_retriever.py": "2016年11月21日正式开通",
}
"""what each script prints, among other text"""


def test_every_example_is_tested() -> None:
    assert {path.name for path in EXAMPLES.glob("*.py")} == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_an_example_runs(name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", [name])
    runpy.run_path(str(EXAMPLES / name), run_name="__main__")
    assert EXPECTED[name] in capsys.readouterr().out
