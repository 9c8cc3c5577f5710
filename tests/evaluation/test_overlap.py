"""How given answers and gold answers are compared."""

import json
from pathlib import Path

import pytest

from qa.evaluation import character_f1, contains_answer, exact_match


def test_width_and_punctuation_do_not_matter() -> None:
    assert contains_answer("国办发明电〔２０２０〕1号。", ["国办发明电[2020]1号"])
    assert not contains_answer("甲", ["", "。", "乙"])


def test_the_decimal_point_matters() -> None:
    assert not contains_answer("增长35%", ["3.5%"])
    assert contains_answer("增长３．５%。", ["3.5%"])
    assert contains_answer("1. 3月起", ["3月"])


def test_exact_match_and_f1_equal_those_of_cmrc_2018() -> None:
    # The expected values follow the rules of cmrc2018_evaluate.py: removed characters, segments, longest substring.
    for case in json.loads(Path(__file__).with_name("cmrc2018.json").read_text(encoding="utf-8")):
        assert exact_match(case["given"], case["answers"]) == case["exact"], case
        assert character_f1(case["given"], case["answers"]) == pytest.approx(case["f1"], abs=1e-9), case


@pytest.mark.parametrize(
    ("given_text", "answers", "f1", "exact"),
    [
        ("企业开办4天。", ["企业开办４天"], 1.0, 1.0),
        ("缩短至4天", ["4天"], 2 * 2 / (5 + 2), 0.0),
        ("不是", ["4天"], 0.0, 0.0),
        ("", ["4天"], 0.0, 0.0),
        ("甲乙", ["丙", "乙甲乙"], 2 * 2 / (2 + 3), 0.0),
        ("use Python 3", ["Python 3"], 2 * 2 / (3 + 2), 0.0),
    ],
)
def test_f1_and_exact_match_by_hand(given_text: str, answers: list[str], f1: float, exact: float) -> None:
    assert character_f1(given_text, answers) == pytest.approx(f1)
    assert exact_match(given_text, answers) == exact
