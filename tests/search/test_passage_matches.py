"""Passages compared with a question, against a plain implementation."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.chunking.context import context_text
from qa.index import StoredPassage
from qa.language import matching_form
from qa.question import QuestionFeatures
from qa.search.idf_weights import IdfWeights
from qa.search.passage_forms import PassageForms
from qa.search.passage_matches import match_passages
from qa.search.quotable import quotable_spans
from qa.types import Citation, PassageKind

QUESTIONS = st.text("甲乙丙丁几天多少是什么？ ａA𠮷", min_size=1, max_size=12)
TEXTS = st.text("甲乙丙丁3天元。；\n ａA㎡㈠𠮷", min_size=1, max_size=40)

NUMBERS = count(1)


def passage(text: str, title: str = "", headings: tuple[str, ...] = ()) -> StoredPassage:
    citation = Citation(1, title, "", "", "", None, None, headings, 1, 0, len(text), "/a.txt")
    return StoredPassage(next(NUMBERS), PassageKind.BODY, text, citation)


def sentence_texts(found: StoredPassage) -> list[str]:
    spans = quotable_spans(found.text, found.citation.heading_path, found.kind)
    return [matching_form(found.text[span.start : span.end]) for span in spans]


@settings(deadline=None)
@given(QUESTIONS, st.lists(st.builds(passage, TEXTS, TEXTS, st.tuples(TEXTS)), max_size=5))
def test_bigrams_and_support_are_those_of_each_passage_alone(question: str, passages: list[StoredPassage]) -> None:
    features = QuestionFeatures(question)
    wanted = sorted(features.bigrams)
    matches = match_passages(features, passages, PassageForms())
    sentences = iter(matches.sentences.tolist())
    for found, held in zip(passages, matches.bigrams.tolist(), strict=True):
        context = matching_form(context_text(found.citation.title, found.citation.heading_path, found.kind))
        whole = f"{context}\n{matching_form(found.text)}"
        assert held == [bigram in whole for bigram in wanted]
        for text in sentence_texts(found):
            assert next(sentences) == [bigram in text or bigram in context for bigram in wanted]
    assert list(sentences) == []


@settings(deadline=None)
@given(QUESTIONS, st.lists(st.builds(passage, TEXTS), min_size=1, max_size=5))
def test_the_support_of_a_passage_is_that_of_its_best_sentence(question: str, passages: list[StoredPassage]) -> None:
    features = QuestionFeatures(question)
    matches = match_passages(features, passages, PassageForms())
    weights = IdfWeights(matches.bigrams)
    coverage = iter(weights.coverage(matches.sentences).tolist())
    expected = [max(features.type_factor(text) * next(coverage) for text in sentence_texts(p)) for p in passages]
    assert matches.support(features, weights) == pytest.approx(expected)


def test_a_bigram_across_two_passages_or_two_sentences_is_held_by_none() -> None:
    matches = match_passages(QuestionFeatures("企业"), [passage("开办企"), passage("业务。企；业")], PassageForms())
    assert not matches.bigrams.any()
    assert not matches.sentences.any()
    assert match_passages(QuestionFeatures("企业"), [passage("企业")], PassageForms()).sentences.all()


def test_a_sentence_with_the_expected_type_of_answer_supports_better() -> None:
    question = QuestionFeatures("企业开办几天")
    matches = match_passages(question, [passage("企业开办很快。"), passage("企业开办4天。")], PassageForms())
    without, with_days = matches.support(question, IdfWeights(matches.bigrams))
    assert without == with_days / 2
