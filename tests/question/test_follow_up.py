"""A follow-up question is turned into a question that stands alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question import standalone_forms


@pytest.mark.parametrize(
    ("earlier", "question", "searched"),
    [
        ("2019年深圳市GDP增长多少?", "那2020年呢?", "2020年深圳市GDP增长多少?"),
        ("北京市对复工企业有什么补贴?", "那上海市呢?", "上海市对复工企业有什么补贴?"),
        ("第三条规定了什么?", "第五条呢?", "第五条规定了什么?"),
        ("确诊病例如何处置?", "疑似病例呢?", "疑似病例如何处置?"),
        ("福建省新增多少病例?", "湖北呢?", "湖北新增多少病例?"),
        ("企业开办时间缩短到几天?", "出口通关时间呢?", "出口通关时间缩短到几天?"),
        ("老年人如何防护?", "儿童呢?", "儿童如何防护?"),
        ("2022年经济增长目标多少", "2024年的呢", "2024年经济增长目标多少?"),
        ("护照小孩管几年", "大人呢", "护照大人管几年?"),
        ("游泳馆学生票多少钱", "老人呢", "游泳馆老人票多少钱?"),
        ("怎么办理落户", "外地人呢", "外地人怎么办理落户?"),
        ("养狗罚多少", "养猫呢", "养猫罚多少?"),
        ("想离职要提前几天说", "试用期里呢", "试用期里想离职要提前几天说?"),
    ],
)
def test_a_new_value_replaces_the_part_of_the_same_kind(earlier: str, question: str, searched: str) -> None:
    assert standalone_forms(question, [earlier]) == (searched,)


@pytest.mark.parametrize(
    ("earlier", "question", "searched"),
    [
        ("摩的拉客罚多少", "那冒充出租车的呢", "冒充出租车，罚多少"),
        ("公园几点开门", "周末呢", "周末公园几点开门?"),
    ],
)
def test_another_time_or_deed_is_asked_of_the_same_matter(earlier: str, question: str, searched: str) -> None:
    assert standalone_forms(question, [earlier])[0] == searched


def test_a_part_of_another_kind_is_tried_as_another_matter() -> None:
    assert "超速扣几分?" in standalone_forms("超速呢", ["闯红灯扣几分"])


def test_what_every_matter_has_replaces_no_matter() -> None:
    assert standalone_forms("电话呢", ["图书馆几点开门"])[0] == "图书馆的电话是什么?"


@pytest.mark.parametrize("question", ["未成年人能买吗", "离学校多远", "间隔多久", "有时间限制吗"])
def test_a_question_that_leaves_out_its_matter_takes_that_before(question: str) -> None:
    assert f"彩票哪里有卖，{question}" in standalone_forms(question, ["彩票哪里有卖"])


def test_another_matter_takes_the_place_of_the_object() -> None:
    assert standalone_forms("高龄津贴呢", ["怎么申请低保"]) == ("怎么申请高龄津贴?",)


@pytest.mark.parametrize("slot", ["材料", "残疾人"])
def test_what_is_no_matter_does_not_take_the_place_of_the_object(slot: str) -> None:
    assert standalone_forms(f"{slot}呢", ["怎么申请低保"]) != (f"怎么申请{slot}?",)


@pytest.mark.parametrize(
    ("earlier", "question", "searched"),
    [
        ("深圳市政务服务数据管理局是什么时候成立的?", "它的电话是多少?", "深圳市政务服务数据管理局的电话是多少?"),
        ("上海市社会救助条例什么时候施行?", "该条例由谁负责实施?", "上海市社会救助条例由谁负责实施?"),
        ("灵鲲平台接入了几家企业?", "那它是谁建的?", "灵鲲平台是谁建的?"),
    ],
)
def test_a_pronoun_is_replaced_by_the_earlier_subject(earlier: str, question: str, searched: str) -> None:
    assert standalone_forms(question, [earlier]) == (searched,)


def test_a_short_question_is_tried_alone_and_with_the_subject_before() -> None:
    earlier = "鹏城实验室是什么时候成立的?"
    assert {"主任是谁?", "鹏城实验室主任是谁?"} <= set(standalone_forms("主任是谁?", [earlier]))


@pytest.mark.parametrize("question", ["什么时候开始执行", "多少钱", "罚多少"])
def test_a_question_without_a_subject_takes_the_topic_before(question: str) -> None:
    assert f"停车费{question}" in standalone_forms(question, ["停车费是谁收的?"])


@pytest.mark.parametrize("question", ["深圳有哪些基础研究机构?", "其他城市有哪些补贴政策?"])
def test_a_question_that_stands_alone_is_unchanged(question: str) -> None:
    assert standalone_forms(question, ["企业开办时间缩短到几天?"]) == (question,)


def test_only_the_latest_question_matters() -> None:
    assert standalone_forms("第五条呢?", ["儿童如何防护?", "第三条规定了什么?"]) == ("第五条规定了什么?",)


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=3))
def test_every_question_has_a_form_to_search_for(question: str, earlier: list[str]) -> None:
    forms = standalone_forms(question, earlier)
    assert forms[0] or not question.strip()
    if not earlier:
        assert forms == (question.strip(),)


@pytest.mark.parametrize("asked", ["火星基地何时开放？", "图书馆几点关门", "养老院什么时候开门"])
def test_a_short_question_that_names_its_own_subject_stands_alone(asked: str) -> None:
    assert standalone_forms(asked, ["深圳企业开办时间缩短到几天？"]) == (asked,)


@pytest.mark.parametrize(
    ("earlier", "question", "form"),
    [
        ("个人垃圾不分类罚多少", "那单位混着扔呢", "单位混着扔，罚多少"),
        ("楼道里给电瓶车充电罚多少", "那我从窗户拉电线下去呢？", "我从窗户拉电线下去，充电罚多少"),
        ("居住证丢了补办要几天", "我没带身份证呢", "我没带身份证，丢了补办要几天"),
    ],
)
def test_another_case_is_asked_like_the_case_before(earlier: str, question: str, form: str) -> None:
    assert form in standalone_forms(question, [earlier])


def test_a_clause_that_asks_nothing_goes_on_with_the_question_before() -> None:
    forms = standalone_forms("家里人一直不来领", ["骨灰能存放几年？"])
    assert forms == ("骨灰能存放几年，家里人一直不来领", "家里人一直不来领")


@pytest.mark.parametrize(
    ("earlier", "question", "form"),
    [
        ("律师预约夏天下午几点开始", "冬天几点", "律师预约冬天下午几点开始?"),
        ("图书馆上午几点开门", "下午几点", "图书馆下午几点开门?"),
        ("今年招多少人", "明年多少？", "明年招多少人?"),
        ("2020年粮食产量多少", "2021年多少", "2021年粮食产量多少?"),
        ("男的多大能结婚", "女的多大", "女多大能结婚?"),
        ("公园几点开门", "周末几点", "周末公园几点开门?"),
    ],
)
def test_a_question_for_another_case_asks_the_rest_again(earlier: str, question: str, form: str) -> None:
    assert standalone_forms(question, [earlier]) == (form,)


def test_another_question_about_another_time_is_no_repetition() -> None:
    assert "冬天要预约吗" in standalone_forms("冬天要预约吗", ["律师夏天几点开始接待"])[0]


def test_a_short_question_is_tried_with_the_year_before() -> None:
    earlier = ["2022年就业目标是多少"]
    assert standalone_forms("毕业生有多少人", earlier) == ("2022年毕业生有多少人", "毕业生有多少人")
    assert standalone_forms("今年毕业生有多少人", earlier) == ("今年毕业生有多少人",)
