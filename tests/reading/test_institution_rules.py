"""The institution that states itself as the issuer of its own rules, by their title."""

import pytest

from qa.reading.institution_rules import institution


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("南阳理工学院学生管理规定(修订)", "南阳理工学院"),
        ("杭州电子科技大学信息工程学院国家助学金评比办法", "杭州电子科技大学信息工程学院"),
        ("國立中興大學通識教育中心教師著作外審委員遴選要點（1071219）", "國立中興大學"),
        ("中国科学院计算技术研究所发展党员工作细则（试行）", "中国科学院计算技术研究所"),
        ("浙江工业大学本科生转学院管理办法", "浙江工业大学"),
        ("浙江工业大学二级学院教学评估办法", "浙江工业大学"),
        ("新乡市人民检察院检察宣告实施办法（试行）", "新乡市人民检察院"),
        ("國立甲大學英語課程判定基準Criteria for Courses", "國立甲大學"),
        ("人民检察院刑事诉讼规则", ""),
        ("各级人民法院审判委员会工作规则", ""),
        ("普通高等学校学生管理规定", ""),
        ("全国大学生创业管理办法", ""),
        ("大学生医药费管理办法", ""),
        ("高等学校学生行为准则", ""),
        ("南阳理工学院召开学生管理工作会议", ""),
        ("教育部关于规范大学章程的规定", ""),
        ("上海市促进电子商务发展规定", ""),
    ],
)
def test_the_rules_of_a_university_name_it(title: str, name: str) -> None:
    assert institution(title) == name
