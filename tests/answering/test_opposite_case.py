"""A sentence about the opposite case."""

import pytest

from qa.answering.opposite_case import rules_opposite_case


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("满一年的合同呢", "满六个月不满一年的,试用期不得超过一个月;"),
        ("不满3年怎么算", "满3年的,按两个月计算。"),
        ("外环里面能放鞭炮吗", "禁止在外环线以外区域的下列场所燃放烟花爆竹。"),
        ("校园外面能摆摊吗", "校园内不得摆摊。"),
        ("冬天几点开门", "下午:15:00--18:00(夏)"),
        ("夏季下午几点上班", "冬季14:00上班。"),
        ("上午什么时候办公", "下午1:30至5:00办公。"),
        ("偷偷放炮被抓到罚多少", "单位违反本条例规定的,处一百元以上五百元以下的罚款。"),
        ("周末去能办吗", "工作日可以办理。"),
        ("男的多大能领证", "女不得早于二十周岁。"),
        ("农村户口怎么补", "城镇居民每人每月补助三百元。"),
    ],
)
def test_the_opposite_case_is_recognised(question: str, sentence: str) -> None:
    assert rules_opposite_case(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("满一年的合同呢", "满一年不满三年的,试用期不得超过三个月;"),
        ("满一年的合同呢", "试用期不得超过三个月。"),
        ("外环里面能放鞭炮吗", "外环线以内和以外区域禁止燃放烟花爆竹。"),
        ("国外学历怎么认证", "国内学历由学校认证。"),
        ("冬天几点开门", "夏季8:00、冬季8:30开门。"),
        ("冬天和夏天有什么不同", "夏季8:00开门。"),
        ("女儿上学要什么材料", "男方户口簿。"),
        ("男性多大退休", "子女可以申请。"),
        ("城镇居民怎么申请低保", "向乡镇人民政府申请。"),
        ("公司放炮罚多少", "单位违反本条例规定的,处一百元以上五百元以下的罚款。"),
        ("乱倒渣土罚多少", "单位和个人违反规定的,处二百元罚款。"),
        ("乱倒渣土罚多少", "单位违反规定的,处二千元罚款;个人违反规定的,处二百元罚款。"),
        ("夏令营怎么报名", "冬季报名。"),
        ("冬至放假吗", "夏至不放假。"),
    ],
)
def test_a_sentence_that_names_the_case_or_none_is_no_opposite(question: str, sentence: str) -> None:
    assert not rules_opposite_case(question, sentence)
