"""The settings of the server are checked before it starts."""

import os
from pathlib import Path

import pytest

from qa.errors import SettingsError
from qa.server.server_settings import checked_root_path, folders_to_add_from, question_log_days


def test_folders_are_separated_as_in_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("QA_ADD_FOLDERS", raising=False)
    assert folders_to_add_from() == ()
    (tmp_path / "公文").mkdir()
    monkeypatch.setenv("QA_ADD_FOLDERS", os.pathsep.join((str(tmp_path), str(tmp_path / "公文"))))
    assert folders_to_add_from() == (tmp_path, tmp_path / "公文")


@pytest.mark.parametrize("named", ["relative", "/no/such/folder"])
def test_a_folder_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("QA_ADD_FOLDERS", named)
    with pytest.raises(SettingsError, match=named):
        folders_to_add_from()


@pytest.mark.parametrize(("path", "checked"), [("", ""), ("/", ""), ("/qa", "/qa"), ("/a/b-c/", "/a/b-c")])
def test_a_root_path_has_no_slash_at_its_end(path: str, checked: str) -> None:
    assert checked_root_path(path) == checked


@pytest.mark.parametrize("path", ["qa", "https://a/b", "/a b", "//evil.example", "/a\n"])
def test_a_root_path_that_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(SettingsError, match="--root-path"):
        checked_root_path(path)


def test_the_days_of_the_question_log_are_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QA_QUESTION_LOG_DAYS", raising=False)
    assert question_log_days() == 0
    monkeypatch.setenv("QA_QUESTION_LOG_DAYS", "30")
    assert question_log_days() == 30
    for wrong in ("-1", "1.5", "一个月", "10000"):
        monkeypatch.setenv("QA_QUESTION_LOG_DAYS", wrong)
        with pytest.raises(SettingsError, match=wrong):
            question_log_days()
