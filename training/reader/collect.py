"""Ask questions that the reader was not trained on, and store what it says of the passages found.

    python -m training.reader.collect SETS --libraries DIR --output DIR [--only NAME …] [--limit N]

Of a set that the reader is trained on only the held-out questions are asked, of a development set all. A set that is
collected already is left out. ``training.reader.fit`` fits the ranking and the confidence to the training sets.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.question_sets import askable_set, evenly_spaced, fill_library
from embeddings import Encoder, Reading, bundled_reader
from qa.answering.reading import readable
from qa.answering.statements import statements
from qa.chunking.context import context_text
from qa.evaluation import Question, Relevance
from qa.language import matching_form
from qa.library import Library
from qa.question import QuestionFeatures, official_words, standalone_forms
from qa.search import RankedPassage, hits, quotable_spans, rank
from qa.search.query_coverage import QueryCoverage
from training.manifest import DEVELOPMENT_SETS, READER_SETS, is_held_out

PASSAGES = 20
"""passages read for each question"""
_SEEDS = Path(__file__).parents[2] / "seeds"


def main() -> None:
    """Collect the sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--libraries", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--limit", type=int, default=200, help="questions of a set; 0: all")
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    trained = {chosen.name for chosen in READER_SETS}
    encoder = Encoder()
    for name in arguments.only or [*DEVELOPMENT_SETS, *sorted(trained)]:
        path = arguments.output / f"{name}.jsonl"
        if path.exists():
            continue
        part = path.with_suffix(".part")
        with part.open("w", encoding="utf-8") as output:
            for record in _collected(name, name in trained, arguments, encoder):
                output.write(json.dumps(record, ensure_ascii=False) + "\n")
        part.rename(path)
        print(name, flush=True)


def _collected(name: str, is_trained: bool, arguments: argparse.Namespace, encoder: Encoder) -> Iterator[Any]:
    folder = arguments.sets / name
    file = folder.with_suffix(".jsonl")
    own = (folder / "documents").is_dir()
    asked = askable_set(file if file.is_file() else folder / "questions.jsonl" if own else folder)
    documents = _SEEDS if file.is_file() else folder / "documents" if own else arguments.libraries / f"{name}-documents"
    with Library.open(arguments.libraries / name, encoder=encoder) as library:
        fill_library(library, documents, asked)
        relevance = Relevance(library)
        judged = [question for question in asked.questions if question.is_judged]
        kept = [question for question in judged if not is_trained or is_held_out(_searched(question))]
        for question in evenly_spaced(kept, arguments.limit):
            yield _record(library, relevance, question)


def _searched(question: Question) -> str:
    return standalone_forms(question.text, question.history)[0]


def _record(library: Library, relevance: Relevance, question: Question) -> dict[str, Any]:
    text = _searched(question)
    context = library.ask_context
    vector = context.encoder.encode_queries([text])[0]
    official = official_words(text, context.everyday_words)
    with context.engine.snapshot() as snapshot:
        ranking = rank(text, vector, snapshot, also=official)
    passages = ranking.passages[:PASSAGES]
    readings = bundled_reader().read(text, [readable(entry) for entry in passages])
    features = QuestionFeatures(text)
    correct = [question.is_answerable and relevance.is_correct(question, hit) for hit in hits(passages)]
    return {
        "question": text,
        "answerable": question.is_answerable,
        "passages": [
            _coverage(ranking.coverage(entry.passage)) | _passage(entry, reading, is_correct, features, question)
            for entry, reading, is_correct in zip(passages, readings, correct, strict=True)
        ],
    }


def _coverage(covered: QueryCoverage) -> dict[str, bool]:
    return {"places": covered.places_in_document, "type": covered.answer_type}


def _passage(
    entry: RankedPassage, reading: Reading, is_correct: bool, features: QuestionFeatures, question: Question
) -> dict[str, Any]:
    found = entry.features
    values: dict[str, Any] = {"dense": found.dense, "bm25": found.bm25, "sentence": found.sentence, "cosine": entry.cosine}
    values |= {"relevance": reading.relevance, "span": reading.span_probability(), "correct": is_correct}
    if is_correct and question.answers:
        values["sentences"] = _sentences(entry, reading, features, question)
    return values


def _sentences(
    entry: RankedPassage, reading: Reading, features: QuestionFeatures, question: Question
) -> list[tuple[float, float, bool]]:
    """Return of each sentence its span score, its support and whether it holds an answer."""
    passage = entry.passage
    citation = passage.citation
    spans = statements(passage) or quotable_spans(passage.text, citation.heading_path, passage.kind)
    above = features.shared(matching_form(context_text(citation.title, citation.heading_path, passage.kind)))
    texts = [passage.text[span.start : span.end] for span in spans]
    return [
        (
            reading.span_score(span.start, span.end),
            features.support(matching_form(text), above),
            any(answer in text for answer in question.answers or ()),
        )
        for span, text in zip(spans, texts, strict=True)
    ]


if __name__ == "__main__":
    main()
