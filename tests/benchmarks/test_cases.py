"""The checks of small input files."""

from pathlib import Path

import pytest

from benchmarks.cases import Check, failures, read_checks

TEXT = "关于供水的通知\n第一条 每户补助二百元。\n第二条 本办法施行。\n2021年6月8日\n"


@pytest.mark.parametrize(
    ("kind", "text", "is_right"),
    [
        ("has", "二百元", True),
        ("has", "三百元", False),
        ("lacks", "三百元", True),
        ("line", "第二条 本办法施行。", True),
        ("line", "本办法", False),
        ("heading", "第一条", True),
        ("heading", "第三条", False),
        ("title", "关于供水的通知", True),
        ("refused", "", False),
    ],
)
def test_a_check_says_whether_a_file_was_read_as_expected(tmp_path: Path, kind: str, text: str, is_right: bool) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "a.txt").write_text(TEXT, encoding="utf-8")
    ((_, _, failed),) = failures(tmp_path, [Check("case", "a.txt", kind, text)])
    assert (failed == []) is is_right


def test_a_refused_file_is_right_only_where_a_refusal_is_expected(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-broken")
    checks = [Check("a.pdf", "", kind, text) for kind, text in (("refused", "损坏"), ("has", "甲"))]
    ((_, _, failed),) = failures(tmp_path, checks)
    assert len(failed) == 1


def test_every_check_has_a_known_kind() -> None:
    assert {c.kind for c in read_checks()} <= {"has", "lacks", "line", "heading", "title", "date", "number", "refused"}
