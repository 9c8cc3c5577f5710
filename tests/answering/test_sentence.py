"""The sentence that answers."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from embeddings import Encoder
from qa.answering.judge import judge
from qa.answering.sentence import SUPPORT_SHARE, choose_sentence
from qa.index import StoredPassage
from qa.language import matching_form
from qa.question import QuestionFeatures
from qa.search import Features, RankedPassage, Ranking, quotable_spans
from qa.types import AnswerSentence, Citation, PassageKind

CITATION = Citation(1, "函", "", "", "", None, None, ("一、情况",), 3, 100, 0, "/a.txt")
TEXT = "一、情况\n\n  平台去年开通。\n企业开办时间从9天缩短至4天;通关时间压缩69%。"


def stored(text: str, kind: PassageKind = PassageKind.BODY, paragraph: int = 3) -> StoredPassage:
    return StoredPassage(1, kind, text, replace(CITATION, end=100 + len(text), paragraph=paragraph))


def chosen(question: str, passage: StoredPassage, encoder: Encoder) -> AnswerSentence:
    return choose_sentence(QuestionFeatures(question), encoder.encode_queries([question])[0], passage, encoder).sentence


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("企业开办时间缩短到几天?", "企业开办时间从9天缩短至4天;"),
        ("通关快了多少?", "通关时间压缩69%。"),
        ("平台什么时候开通?", "平台去年开通。"),
    ],
)
def test_the_sentence_that_answers_is_chosen(question: str, sentence: str, encoder: Encoder) -> None:
    assert chosen(question, stored(TEXT), encoder).text == sentence


def test_the_case_that_a_citizen_tells_is_not_quoted_as_a_rule(encoder: Encoder) -> None:
    letter = "我家养犬登记被收费三百元。\n答复：根据规定，养犬登记每只收费一百元。"
    assert "我家" not in chosen("养犬登记收费多少元?", stored(letter), encoder).text
    office = "养犬登记在我市每只收费一百元。\n其他事项另行通知。"
    assert "我市" in chosen("养犬登记收费多少元?", stored(office), encoder).text


class Angles(Encoder):
    """An encoder that gives each sentence a chosen cosine with the vector (1, 0), and counts the sentences."""

    identity = query_identity = "angles@1"

    def __init__(self, cosines: dict[str, float]) -> None:
        super().__init__()
        self.cosines, self.encoded = cosines, 0

    def encode_sentences(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors, shape (number of sentences, 2)."""
        self.encoded += len(sentences)
        return np.array([[self.cosines[sentence], 0] for sentence in sentences], dtype=np.float32)


@given(st.dictionaries(st.text("甲乙丙丁戊己", min_size=1), st.floats(0.8, 0.95), min_size=1))
def test_no_sentence_scores_higher_than_the_chosen_one(drawn: dict[str, float]) -> None:
    question = QuestionFeatures("甲乙丙丁戊己庚")
    passage = stored("".join(f"{text}。" for text in drawn))
    texts = [
        passage.text[span.start : span.end]
        for span in quotable_spans(passage.text, passage.citation.heading_path, passage.kind)
    ]
    cosines = dict(zip(texts, drawn.values(), strict=True))
    scores = [
        (1 - SUPPORT_SHARE) * cosines[text] + SUPPORT_SHARE * question.support(matching_form(text)) for text in texts
    ]
    answer = choose_sentence(question, np.array([1, 0], dtype=np.float32), passage, Angles(cosines)).sentence
    assert scores[texts.index(answer.text)] == pytest.approx(max(scores), abs=1e-6)


def test_a_sentence_far_behind_in_support_is_not_encoded() -> None:
    encoder = Angles({"甲乙丙丁。": 0.8, "戊己。": 0.9})
    question, vector = QuestionFeatures("甲乙丙丁"), np.array([1, 0], dtype=np.float32)
    assert choose_sentence(question, vector, stored("戊己。甲乙丙丁。"), encoder).sentence.text == "甲乙丙丁。"
    assert encoder.encoded == 0


def test_neighbours_that_score_hardly_lower_join_the_answer_to_a_question_for_several_things() -> None:
    cosines = {"甲。": 0.8, "乙丁。": 0.84, "乙丙。": 0.87, "丙丁。": 0.84, "己己。": 0.84, "乙甲。": 0.87}
    vector, passage = np.array([1, 0], dtype=np.float32), stored("".join(cosines))
    assert (
        choose_sentence(QuestionFeatures("乙丙丁有哪些?"), vector, passage, Angles(cosines)).sentence.text
        == "乙丙。丙丁。"
    )
    assert choose_sentence(QuestionFeatures("乙丙丁?"), vector, passage, Angles(cosines)).sentence.text == "乙丙。"


def test_the_citation_points_at_the_sentence(encoder: Encoder) -> None:
    citation = chosen("企业开办时间缩短到几天?", stored(TEXT), encoder).citation
    start = 100 + TEXT.index("企业")
    assert (citation.start, citation.end) == (start, start + len("企业开办时间从9天缩短至4天;"))
    assert citation.paragraph == 5
    assert citation.heading_path == ("一、情况",)


def test_a_single_field_of_the_header_answers(encoder: Encoder) -> None:
    header = stored("索引号: 1144/2019 分类:\n发布机构: 市数据局 成文日期: 2019-12-24", PassageKind.HEADER, 0)
    answer = chosen("索引号是什么?", header, encoder)
    assert (answer.text, answer.citation.paragraph) == ("索引号: 1144/2019", 0)


def test_without_passages_nothing_is_found(encoder: Encoder) -> None:
    judgement = judge("甲?", encoder.encode_queries(["甲?"])[0], Ranking((), ()), encoder)
    assert (judgement.confidence.value, judgement.sentence) == (0, None)


def test_a_passage_on_another_subject_gives_no_answer(encoder: Encoder) -> None:
    question = "量子计算机卖多少钱?"
    vector = encoder.encode_queries([question])[0]
    passage = stored("图书馆周一闭馆。")
    cosine = float(encoder.encode_passages([passage.text])[0] @ vector)
    ranked = (RankedPassage(passage, Features(0, 0, 0), cosine),)
    assert judge(question, vector, Ranking(ranked, ranked), encoder).sentence is None


@pytest.mark.parametrize(
    ("question", "lacking", "answering"),
    [
        ("办事大厅的电话是多少?", "办事大厅的电话已经变更。", "办事大厅的电话是0755-88123456。"),
        ("补办证件要多少钱?", "补办证件的费用由物价部门核定。", "补办证件免费。"),
        ("公共收益多久公布一次?", "公共收益应当公布一次以上。", "公共收益每季度公布一次。"),
        ("县里共有几所中学?", "县里的中学由教育局管理。", "县里共有四所中学。"),
    ],
)
def test_a_sentence_without_what_is_asked_for_may_answer_at_most(
    question: str, lacking: str, answering: str, encoder: Encoder
) -> None:
    def is_found(text: str) -> bool:
        vector = encoder.encode_queries([question])[0]
        entry = RankedPassage(stored(text), Features(2, 2, 1), 0.9)
        return judge(question, vector, Ranking((entry,), (entry,)), encoder).is_found

    assert not is_found(lacking)
    assert is_found(answering)


def test_the_field_that_the_question_names_is_not_the_answer(encoder: Encoder) -> None:
    record = stored("型号：GX-2021-0087\n检定周期：4个月\n责任人：第87组")
    assert chosen("GX-2021-0087的检定周期是多少?", record, encoder).text == "检定周期：4个月"


def test_an_answer_of_several_sentences_does_not_run_across_what_a_citizen_tells(encoder: Encoder) -> None:
    text = "校车申请怎样办理：家长向学校申请办理校车。我家孩子去年没有申请到校车。校车申请由学校统一办理。"
    assert "我家" not in chosen("校车申请怎样办理", stored(text), encoder).text


def test_an_answer_of_several_sentences_does_not_cross_a_question_of_the_document(encoder: Encoder) -> None:
    answer = "外地举报先拨区号再拨打电话12309。"
    text = f"市内举报怎样拨打电话？\n市内举报直接拨打电话12309。\n外地举报怎样拨打电话？\n{answer}"
    assert chosen("外地举报怎样拨打电话", stored(text), encoder).text == answer


def test_a_sentence_with_the_value_asked_for_may_share_no_word_with_the_question() -> None:
    text = "逃票的乘客信息可以纳入信用系统。乘车不付费的，加收五倍票款。"
    cosines = {"逃票的乘客信息可以纳入信用系统。": 0.9, "乘车不付费的，加收五倍票款。": 0.94}
    question, vector = QuestionFeatures("坐地铁逃票要补几倍?"), np.array([1, 0], dtype=np.float32)
    choice = choose_sentence(question, vector, stored(text), Angles(cosines))
    assert choice.sentence.text == "乘车不付费的，加收五倍票款。"
    assert choice.is_by_value


def test_the_nearest_sentence_is_not_chosen_by_its_value_alone() -> None:
    text = "逃票的乘客加收五倍票款。其他事项另行通知。"
    cosines = {"逃票的乘客加收五倍票款。": 0.9, "其他事项另行通知。": 0.8}
    question, vector = QuestionFeatures("坐地铁逃票要补几倍?"), np.array([1, 0], dtype=np.float32)
    assert not choose_sentence(question, vector, stored(text), Angles(cosines)).is_by_value
