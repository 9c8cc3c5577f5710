"""Recognised characters of the other script and letters among digits are mended."""

import pytest

from qa.reading.formats.printed_lines import PrintedLine
from qa.reading.recognition.one_script import in_one_script


@pytest.mark.parametrize(
    ("recognised", "expected"),
    [
        ("党费由党委办公室代管，黨費的财务管理由專人负责。", "党费由党委办公室代管，党费的财务管理由专人负责。"),
        ("黨員應當向黨支部交納黨費，於後台辦理。", "黨員應當向黨支部交納黨費，於後台辦理。"),
        ("一般不超过5Ο００字，合计1О.5万元", "一般不超过5000字，合计10.5万元"),
        ("第3O2号和2O人", "第302号和20人"),
        ("维生素O和O型血", "维生素O和O型血"),
    ],
)
def test_a_page_is_in_one_script_and_its_numbers_in_digits(recognised: str, expected: str) -> None:
    assert in_one_script([PrintedLine(recognised, 0, 1, 0, 1)])[0].text == expected
