"""Names of joint issuers without blanks."""

import pytest

from qa.reading.joint_issuers import separate_issuers


@pytest.mark.parametrize(
    ("names", "separate"),
    [
        ("财政部税务总局", "财政部 税务总局"),
        ("中共中央国务院", "中共中央 国务院"),
        ("国家发展改革委财政部商务部", "国家发展改革委 财政部 商务部"),
        ("教育部办公厅", "教育部办公厅"),
        ("财政部税政司", "财政部税政司"),
        ("国务院办公厅", "国务院办公厅"),
        ("江北市教育局", "江北市教育局"),
        ("教育部 科技部", "教育部 科技部"),
    ],
)
def test_central_bodies_are_separated(names: str, separate: str) -> None:
    assert separate_issuers(names) == separate
