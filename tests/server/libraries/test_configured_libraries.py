"""Which libraries a server offers."""

from pathlib import Path

import pytest

from qa.errors import SettingsError
from qa.server.accounts.roles import Role
from qa.server.libraries.configured_libraries import ConfiguredLibrary, configured_libraries, only_library
from qa.server.operations.settings_file import VARIABLES, use_settings_file


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin without any setting, and restore them afterwards."""
    for variable in ("QA_CONFIG", *VARIABLES.values()):
        monkeypatch.setenv(variable, "")


def configure(folder: Path, text: str) -> None:
    """Use a settings file."""
    file = folder / "settings.toml"
    file.write_text(text, encoding="utf-8")
    use_settings_file(file)


def several(folder: Path, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Make folders, and name their folder in the environment."""
    for name in names:
        (folder / name).mkdir()
    monkeypatch.setenv("QA_LIBRARIES", str(folder))


def test_one_folder_is_one_library_with_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert configured_libraries(tmp_path / "法规") == [ConfiguredLibrary("法规", tmp_path / "法规")]
    monkeypatch.setenv("QA_LIBRARY", str(tmp_path / "a b"))
    assert [library.name for library in configured_libraries(None)] == ["a_b"]


def test_a_folder_of_libraries_offers_each_in_the_order_of_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    several(tmp_path, monkeypatch, "plans", "laws", ".trash")
    (tmp_path / "notes.txt").touch()
    assert [library.name for library in configured_libraries(None)] == ["laws", "plans"]
    assert [library.name for library in configured_libraries(tmp_path / "plans")] == ["plans"]


def test_the_settings_file_describes_orders_and_adds_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "all").mkdir()
    several(tmp_path / "all", monkeypatch, "laws", "plans")
    configure(
        tmp_path,
        '[libraries.plans]\ntitle = "规划库"\ndescription = "五年规划"\neveryone = "reader"\n'
        '[libraries.other]\nfolder = "elsewhere"\n',
    )
    assert configured_libraries(None) == [
        ConfiguredLibrary("plans", tmp_path / "all" / "plans", "规划库", "五年规划", Role.READER),
        ConfiguredLibrary("other", tmp_path / "elsewhere"),
        ConfiguredLibrary("laws", tmp_path / "all" / "laws"),
    ]


def test_sections_with_folders_are_enough(tmp_path: Path) -> None:
    configure(tmp_path, '[libraries.laws]\nfolder = "l"\n[libraries.plans]\nfolder = "p"\n')
    assert [library.folder for library in configured_libraries(None)] == [tmp_path / "l", tmp_path / "p"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[libraries.laws]\ntitle = "a"\n', "laws.*folder"),
        ('[libraries."a/b"]\nfolder = "a"\n', "a/b"),
        ('[libraries.laws]\nfolder = "a"\neveryone = "administrator"\n', "everyone"),
        ('[libraries.laws]\nfolder = "a"\nreaders = "x"\n', "readers"),
        ('[libraries.laws]\nfolder = "a"\ntitle = 1\n', "title"),
        ("libraries = 1\n", "libraries"),
    ],
)
def test_a_mistake_in_a_section_is_named(tmp_path: Path, text: str, named: str) -> None:
    configure(tmp_path, text)
    with pytest.raises(SettingsError, match=named):
        configured_libraries(None)


def test_an_empty_or_missing_folder_of_libraries_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        monkeypatch.setenv("QA_LIBRARIES", str(folder))
        with pytest.raises(SettingsError, match="QA_LIBRARIES"):
            configured_libraries(None)


def test_several_libraries_count_before_the_variable_of_one_and_an_option_before_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = tmp_path / "one"
    assert only_library(one, is_option=False) == only_library(one, is_option=True) == one
    monkeypatch.setenv("QA_LIBRARIES", str(tmp_path))
    assert only_library(one, is_option=False) is None
    assert only_library(one, is_option=True) == one
    monkeypatch.setenv("QA_LIBRARIES", "")
    configure(tmp_path, '[libraries.laws]\nfolder = "laws"\n')
    assert only_library(one, is_option=False) is None
