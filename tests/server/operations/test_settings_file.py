"""The settings file, and its table in the documentation."""

import re
from pathlib import Path

import pytest

from qa.errors import SettingsError
from qa.server.operations.settings_file import VARIABLES, library_sections, use_settings_file

DOCUMENTATION = (Path(__file__).parents[3] / "docs" / "settings.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin without any of the variables, and restore them afterwards."""
    for variable in ("QA_CONFIG", *VARIABLES.values()):
        monkeypatch.setenv(variable, "")


def write(folder: Path, text: str) -> Path:
    """Write a settings file."""
    file = folder / "gongwen-qa.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_table_of_the_documentation_has_every_setting_with_its_variable() -> None:
    rows = re.findall(r"^\| `(QA_[A-Z_]+)` \| `([a-z]+\.[a-z_]+)` \|", DOCUMENTATION, re.MULTILINE)
    assert {key: variable for variable, key in rows} == dict(VARIABLES)


def test_a_setting_becomes_its_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    text = '[server]\nport = 8080\nread_only = true\nallowed_hosts = ["a.cn", "b.cn"]\n[library]\nfolder = "lib"\n'
    use_settings_file(write(tmp_path, text))
    expected = {"QA_PORT": "8080", "QA_READ_ONLY": "1", "QA_ALLOWED_HOSTS": "a.cn,b.cn"}
    assert {name: os.environ[name] for name in expected} == expected
    assert os.environ["QA_LIBRARY"] == str(tmp_path / "lib"), "a folder is relative to the file"


def test_the_environment_counts_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.setenv("QA_PORT", "9000")
    use_settings_file(write(tmp_path, "[server]\nport = 8080\n"))
    assert os.environ["QA_PORT"] == "9000"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[server]\nprot = 1\n", r"server\.prot.*是不是 server\.port"),
        ("[sever]\nport = 1\n", r"sever\.port"),
        ("port = 1\n", "port"),
        ("[server]\nport = 1.5\n", r"server\.port.*1\.5"),
        ("[server\n", "读不了"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        use_settings_file(write(tmp_path, text))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml"):
        use_settings_file(tmp_path / "none.toml")


def test_the_sections_of_libraries_are_read(tmp_path: Path) -> None:
    assert library_sections() == {}
    use_settings_file(write(tmp_path, '[libraries.laws]\nfolder = "laws"\ntitle = "法规库"\n'))
    assert library_sections() == {"laws": {"folder": str(tmp_path / "laws"), "title": "法规库"}}
