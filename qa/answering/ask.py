"""The steps from a question to its answer.

0. Small talk (:func:`qa.question.small_talk`) is not searched for.
   A provision named by its number is looked up (:mod:`qa.answering.article`), and so are the 文号, the issuer and the
   date of a document (:mod:`qa.answering.document_facts`). A question about the library itself is answered from the
   metadata (:mod:`qa.answering.library_listing`). Small talk and questions about the library are ignored when a later
   question is completed from an earlier one.
1. Understand: the forms of the question that stand alone (:func:`qa.question.standalone_forms`), and the filters that
   a form names (:func:`qa.question.named_filters`).
2. Find candidates and rank them (:class:`qa.search.Ranker`). The official words for the question's everyday words
   (:func:`qa.question.official_words`) are searched as well. Then read the first passages and rank these anew
   (:func:`qa.answering.read_passages.read_first`). A passage of the document that the conversation is about is
   preferred (:func:`qa.answering.preferred_document.preferring`).
3. Judge the ranking: confidence and sentence (:func:`qa.answering.judge.judge`). A question that is a single word gets
   the passages that contain it instead (:func:`qa.question.word_alone`).
4. Write out abbreviations (:func:`qa.question.with_long_forms`); if there are none, correct the spelling by the
   passages found (:func:`qa.question.correct_spelling`). Then put official words in place of the everyday ones. After
   each change of the question repeat steps 2 and 3, with the filters that the changed question names, and take the
   attempt with the higher confidence.
5. Take the form of the question with the most confident answer. If the question asks several things, answer its parts
   too (:mod:`qa.answering.several_parts`).
6. If the question has no parts and asks for rows or cells of a table by amount or by name, take them from the whole
   table (:mod:`qa.answering.table_answer`).
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from qa.answering.answer_form import with_form
from qa.answering.article import FoundProvision, passages_at
from qa.answering.ask_request import AskContext, AskRequest
from qa.answering.attempt import Attempt, in_official_words, within
from qa.answering.confidence import POSSIBLE, Confidence
from qa.answering.document_facts import stated_fact
from qa.answering.judge import Judgement, judge
from qa.answering.library_listing import library_answer
from qa.answering.preferred_document import first_document, preferring
from qa.answering.read_passages import read_first
from qa.answering.several_parts import with_parts
from qa.answering.step_times import timed
from qa.answering.table_answer import TableReader
from qa.language import matching_form
from qa.question import (
    NamedFilters,
    article_reference,
    correct_spelling,
    document_fact,
    lacks_subject,
    library_question,
    named_filters,
    official_words,
    question_parts,
    requirements,
    small_talk,
    standalone_forms,
    with_long_forms,
    with_official_words,
    word_alone,
    words_in,
)
from qa.search import Ranking, hits
from qa.types import (
    NO_FILTERS,
    Answer,
    AnswerKind,
    AnswerSentence,
    Filters,
    LaterDocument,
    Missing,
)

_SURE_OF_PROVISION = 0.99
"""the confidence in a provision that the question names by its number, if only one document can be meant"""
_MOST_WITHOUT_SUBJECT = 0.3
"""upper limit of the confidence if the question does not say what it is about and no filter is set"""
_LEAST_WITH_YEAR = 0.5
"""least confidence of a question with the year of the earlier one, relative to that of the question alone"""
_SPELLING_PASSAGES = 50
"""maximum number of passages to look through: of the passages for a question, to find definitions of abbreviations and
the spelling of words; and of those that a search for a possibly misspelt word finds, to see whether they contain it"""


def ask(request: AskRequest, context: AskContext) -> Answer:
    """Answer a question by the steps in the module's docstring.

    Raises:
        EmbeddingsError: a model cannot be loaded.
        LibraryError: the library cannot be read.
    """
    if kind := small_talk(request.question):
        return Answer(request.question, found=False, confidence=0.0, sentence=None, passages=(), kind=kind)
    if answer := _provision(request, context) or _listing(request, context) or _fact(request, context):
        return answer
    earlier = [each for each in request.earlier if not small_talk(each) and not library_question(each)]
    attempts = list(_attempts(request, earlier, context))
    attempt = _chosen(attempts)
    answer = with_parts(_answer(request, attempt, context), _parts(request, attempt, context), request.k)
    return answer if answer.parts else _from_tables(answer, attempt, request, context)


def _chosen(attempts: Sequence[Attempt]) -> Attempt:
    """Return the attempt with the highest confidence.

    The first attempt is returned instead if its form consists of words of an earlier question that name a year or
    another quantity (:func:`qa.question.requirements`), and the form of the last attempt, and if it answers, or may
    answer with at least :data:`_LEAST_WITH_YEAR` times the confidence of the last attempt.
    """
    first, last = attempts[0], attempts[-1]
    adds_year = first.searched.endswith(last.searched) and len(requirements(first.searched)) > len(
        requirements(last.searched)
    )
    may_answer = first.judgement.sentence and first.confidence >= _LEAST_WITH_YEAR * last.confidence
    if adds_year and (first.is_found or may_answer):
        return first
    return max(attempts, key=lambda attempt: attempt.confidence)


def _attempts(request: AskRequest, earlier: Sequence[str], context: AskContext) -> Iterator[Attempt]:
    """Yield an attempt for each form of a question.

    For a form that is completed from the latest earlier question, the document with the first passage for that earlier
    question is preferred.
    """
    forms = standalone_forms(request.question, earlier)
    taken_up = request
    if any(form != request.question.strip() for form in forms):
        taken_up = replace(request, preferred=_first_document(earlier[-1], request.filters, context))
    for form in forms:
        yield _attempt_reworded(form, request if form == request.question.strip() else taken_up, context)


def _from_tables(answer: Answer, attempt: Attempt, request: AskRequest, context: AskContext) -> Answer:
    """Return an answer from a table that one of the first passages belongs to.

    ``answer`` is returned unchanged if no such table answers, or if the question is a single word.
    """
    if attempt.kind is not AnswerKind.ANSWER:
        return answer
    with ExitStack() as opened:
        # Few questions ask for a table, so the snapshot is taken when it is first needed.
        snapshot = cache(lambda: opened.enter_context(context.engine.snapshot()))
        reader = TableReader(
            context.document_slice, lambda place, document_id: passages_at(place, document_id, snapshot())
        )
        passages = [ranked.passage for ranked in attempt.judgement.ranking.passages]
        return reader.answer(attempt.named.question, answer, passages, request.k)


def rank_passages(question: str, filters: Filters, context: AskContext) -> tuple[NDArray[np.float32], Ranking]:
    """Return the unit vector of a question, shape (dimension,), and the ranking of the passages for the question.

    The first passages of the ranking have been re-ranked by the passage reader, if there is one.

    Raises:
        EmbeddingsError: a model cannot be loaded.
        LibraryError: the library cannot be read.
    """
    with timed("encode"):
        vector = context.encoder.encode_queries([question])[0]
    official = official_words(question, context.everyday_words)
    with timed("rank"), context.engine.snapshot() as snapshot:
        ranking = context.ranker.rank(question, vector, snapshot, filters, official)
        generation = snapshot.view.generation
    with timed("read"):
        ranking = read_first(question, vector, ranking, context.reader)
    if official:
        ranking = replace(ranking, also_searched=words_in(official, _lexical_texts(ranking)))
    context.first_documents.put((question, filters, generation), first_document(ranking))
    return vector, ranking


def _first_document(question: str, filters: Filters, context: AskContext) -> int | None:
    """Return the number of the document with the first passage for a question; ``None`` if no passage is found."""
    key = (question, filters, context.engine.generation)
    if (known := context.first_documents.get(key)) is None:
        known = first_document(rank_passages(question, filters, context)[1])
    return known


def _lexical_texts(ranking: Ranking) -> list[str]:
    """Return title and text of the passages that BM25 found."""
    found = (ranked.passage for ranked in ranking.passages if ranked.lexical_rank is not None)
    return [f"{passage.citation.title}\n{passage.text}" for passage in found]


def _provision(request: AskRequest, context: AskContext) -> Answer | None:
    """Return the answer to a question for a provision by its number.

    Returns ``None`` for another question, or if the text in front of the number is not the name of a document and does
    not end like a title.
    """
    reference = article_reference(request.question)
    if reference is None:
        return None
    with context.engine.snapshot() as snapshot:
        found = context.provisions.find(reference, request.filters, snapshot)
    if found is None:
        return None
    if isinstance(found, FoundProvision):
        sure = _SURE_OF_PROVISION if found.is_sure else POSSIBLE
        return Answer(
            request.question, found.is_sure, sure, found.sentence, found.passages[: request.k], filters=request.filters
        )
    ranking = rank_passages(request.question, request.filters, context)[1]
    missing = Missing(f"{reference.document}{reference.name}", (found.present,) if found.present else ())
    passages = hits(ranking.passages[: request.k])
    return Answer(request.question, False, 0.0, None, passages, filters=request.filters, missing=(missing,))


def _listing(request: AskRequest, context: AskContext) -> Answer | None:
    """Return the answer to a question about the library itself.

    Returns ``None`` for another question, or if the question names something that no document has.
    """
    asked = library_question(request.question)
    if asked is None:
        return None
    return library_answer(request.question, asked, request.filters, context.documents, context.everyday_words)


def _fact(request: AskRequest, context: AskContext) -> Answer | None:
    """Return the answer to a question for the 文号, issuer or date of a document.

    Returns ``None`` for another question, if no single document has the name, or if that document does not state the
    fact; but a document without a 文号 gives the answer that there is none.
    """
    asked = document_fact(request.question)
    if asked is None:
        return None
    with context.engine.snapshot() as snapshot:
        answer = stated_fact(asked, context.documents(), request.filters, context.document_slice, snapshot)
    return answer and replace(answer, passages=answer.passages[: request.k])


def _parts(request: AskRequest, whole: Attempt, context: AskContext) -> Iterator[Answer]:
    """Yield an answer to each part of a question that asks several things; none for another question."""
    request = replace(request, preferred=first_document(whole.judgement.ranking))
    for part in question_parts(request.question):
        attempt = within(whole, part, _attempt_reworded(part, request, context), context)
        yield _answer(replace(request, question=part), attempt, context)


def _attempt_reworded(form: str, request: AskRequest, context: AskContext) -> Attempt:
    word = word_alone(form)
    if word is not None:
        return _places_of(word, form, request, context)
    attempt = _attempt(form, request, context)
    passages = [ranked.passage for ranked in attempt.judgement.ranking.passages[:_SPELLING_PASSAGES]]
    texts = [f"{passage.citation.title}\n{passage.text}" for passage in passages]
    reworded = with_long_forms(form, texts)
    if reworded == form:
        folded = (context.ranker.folded(passage).title_and_text for passage in passages)
        reworded = correct_spelling(form, folded, lambda words: _occurs(words, context))
    if reworded != form:
        again = _attempt(reworded, request, context)
        if again.confidence <= attempt.confidence:
            return attempt
        attempt = again
    official = with_official_words(attempt.searched, context.everyday_words)
    if official == attempt.searched:
        return attempt
    return in_official_words(attempt, _attempt(official, request, context))


def _occurs(words: Sequence[str], context: AskContext) -> bool:
    """Return whether at least one of several words occurs in the best passages that the searches for them find."""
    with context.engine.snapshot() as snapshot:
        found = {each.id for word in words for each in snapshot.search_words(word, _SPELLING_PASSAGES)}
        texts = [passage.text for passage in snapshot.view.passages(sorted(found)).values()]
    # Folding all texts at once takes a fraction of the time of folding each.
    together = "\n".join(texts)
    return any(word in text for text in (together, matching_form(together)) for word in words)


def _attempt(searched: str, request: AskRequest, context: AskContext) -> Attempt:
    named = NamedFilters(NO_FILTERS, searched)
    if request.narrow and not request.filters:
        named = named_filters(searched, context.issuers)
    vector, ranking = rank_passages(named.question, named.filters or request.filters, context)
    if named.filters and not ranking.passages:
        # No document passes the named filters: answer from all documents.
        named = NamedFilters(NO_FILTERS, searched)
        vector, ranking = rank_passages(searched, request.filters, context)
    ranking = preferring(ranking, request.preferred)
    with timed("judge"):
        judgement = judge(named.question, vector, ranking, context.encoder, context.reader)
    if lacks_subject(searched) and not request.filters:
        sure = judgement.confidence
        judgement = replace(judgement, confidence=replace(sure, value=min(sure.value, _MOST_WITHOUT_SUBJECT)))
    return Attempt(searched, named, judgement)


def _places_of(word: str, form: str, request: AskRequest, context: AskContext) -> Attempt:
    """Return an attempt with those passages for a question that contain a word.

    If none contains it, those with the first official word for it that any passage contains are taken. For an empty
    word, there are no passages.
    """
    ranking = rank_passages(form, request.filters, context)[1]
    folded = [matching_form(entry.passage.text) for entry in ranking.passages]
    wanted = (word, *map(matching_form, ranking.also_searched)) if word else ()
    # The word itself comes first; its official words are used only if no passage has it.
    present = next((known for known in wanted if any(known in text for text in folded)), None)
    places = zip(ranking.passages, folded, strict=True)
    holding = [entry for entry, text in places if present is not None and present in text]
    return Attempt(
        form,
        NamedFilters(NO_FILTERS, form),
        Judgement(Confidence(0.0, calibrated=True), None, replace(ranking, passages=tuple(holding))),
        AnswerKind.PLACES,
    )


def _in_its_form(attempt: Attempt, context: AskContext) -> AnswerSentence | None:
    """Return the answering sentence, completed by :func:`qa.answering.answer_form.with_form`; ``None`` without one."""
    sentence = attempt.judgement.sentence
    if sentence is None:
        return None
    passage = attempt.judgement.ranking.passages[0].passage
    return with_form(attempt.named.question, sentence, passage, context.document_slice)


def _later(sentence: AnswerSentence | None, ranking: Ranking, context: AskContext) -> tuple[LaterDocument, ...]:
    """Return the documents that repeal or replace the document that a sentence cites; empty without a sentence."""
    if sentence is None:
        return ()
    found = (each for ranked in ranking.unfiltered for each in (ranked.passage, *ranked.duplicates))
    return context.later_documents.find(sentence.citation, found, context.engine)


def _answer(request: AskRequest, attempt: Attempt, context: AskContext) -> Answer:
    return Answer(
        question=request.question,
        found=attempt.is_found,
        confidence=attempt.confidence,
        sentence=_in_its_form(attempt, context),
        passages=hits(attempt.judgement.ranking.passages[: request.k]),
        searched=attempt.searched if attempt.searched != request.question else "",
        filters=attempt.named.filters or request.filters,
        filters_from_question=bool(attempt.named.filters),
        calibrated=attempt.judgement.confidence.calibrated,
        vectors_only=attempt.judgement.ranking.vectors_only,
        kind=attempt.kind,
        missing=attempt.judgement.missing,
        also_searched=attempt.judgement.ranking.also_searched,
        later=_later(attempt.judgement.sentence, attempt.judgement.ranking, context),
    )
