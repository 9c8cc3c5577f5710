"""How good the answers are, on every question set: the tables of the documentation from one command.

    python benchmarks/quality.py SETS --work DIR [--only NAME …] [--limit N]

SETS is a folder of question sets: folders in the form of BEIR (``corpus.jsonl``, ``queries.jsonl``, ``qrels.tsv``),
folders with ``questions.jsonl`` and ``documents/``, and files ``*.jsonl``, which ask about ``seeds/``. The libraries
are made in DIR, where a second run finds them again. Of a set, N questions at equal distances are asked if it has more.

Prints, tab-separated, for each set

- our figures, each with its 95 % interval (bootstrap by question), and those of either retriever alone on the same
  passages; the difference to the better of the two with its interval (paired bootstrap) and its p (randomisation test,
  Holm-corrected);
- of the answering sentence: how often it holds a gold answer, its length and character F1, beside those of the sentence
  of the first passage whose vector is nearest to the question's;
- where questions have no answer: how well that is told, what the threshold costs, and the reliability of the confidence
  in ten bins, counted so that as many questions are answerable as not, which is what it is a probability of;
- for sets of documents: the ranking without each of its ingredients, fitted anew (``benchmarks/ranking.py``).
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from embeddings import Encoder
from qa.evaluation import (
    Metric,
    Outcome,
    QuestionSet,
    Relevance,
    answer_all,
    character_f1,
    contains_answer,
    evaluate,
    read_question_set,
    retrieve_all,
)
from qa.evaluation.calibration import reliability
from qa.evaluation.compare import compare
from qa.evaluation.scores import Scores, question_scores
from qa.language import sentences
from qa.library import Library
from qa.settings import Settings
from qa.terminal_progress import add_progress, question_progress
from qa.types import AnswerSentence

SHOWN = ("answer@1", "answer@5", "answer@10", "MRR@10", "document@1")
SEEDS = Path(__file__).parent.parent / "seeds"
OF_SENTENCES = ("sentence", "sentence length", "character F1")


def main() -> None:
    """Measure and print, one set after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    encoder = Encoder()
    for path in sorted(path for path in given.sets.iterdir() if path.is_dir() or path.suffix == ".jsonl"):
        if not given.only or path.stem in given.only:
            _measure(path, given.work / path.stem, encoder, given.limit)


def _measure(path: Path, work: Path, encoder: Encoder, limit: int | None) -> None:
    documents = path / "documents" if path.is_dir() else SEEDS
    source = path / "questions.jsonl" if path.is_dir() and documents.is_dir() else path
    asked = read_question_set(source)
    asked = asked.fitting(Settings().question_characters)
    chosen = asked.questions
    if limit and len(chosen) > limit:
        chosen = tuple(chosen[int(place)] for place in np.linspace(0, len(chosen) - 1, limit))
    print(f"\n== {path.stem}: {len(chosen)} of {len(asked.questions)} questions", flush=True)
    with Library.open(work, encoder=encoder) as library:
        _fill(library, documents, asked, work)
        with question_progress(len(chosen)) as step:
            outcomes = answer_all(library, chosen, on_progress=step)
        alone = retrieve_all(library, chosen)
        _print_figures(outcomes, list(alone.values()), Relevance(library))
    _print_sentences(outcomes, encoder)
    if any(outcome.question.answers == () for outcome in outcomes):
        _print_reliability(outcomes)
    if source.parent == path:  # of a few questions nothing is fitted
        script = Path(__file__).with_name("ranking.py")
        subprocess.run([sys.executable, script, source, "--library", work], check=True)


def _fill(library: Library, documents: Path, asked: QuestionSet, work: Path) -> None:
    """Add the documents, or what a run that was interrupted has left of them."""
    if not documents.is_dir():
        documents = work.with_name(f"{work.name}-documents")
        documents.mkdir(exist_ok=True)
        for text in asked.corpus:
            title = f"{text.title}\n" if text.title else ""
            if not (file := documents / text.name).exists():
                file.write_text(f"{title}{text.text}", encoding="utf-8")
    with add_progress() as show:
        library.add(documents, on_progress=show)


def _print_figures(outcomes: Sequence[Outcome], alone: Sequence[Sequence[Outcome]], relevance: Relevance) -> None:
    print("metric", "ours", "95 %", "BM25", "dense", "ours − better", "95 %", "p", "n", sep="\t")
    scores = question_scores(outcomes, relevance)
    figures = {metric.name: metric for metric in evaluate(outcomes, scores, relevance)}
    ours = [one for one in scores if one.name in SHOWN]
    theirs = [{one.name: one for one in question_scores(found, relevance)} for found in alone]
    better = {one.name: max((their[one.name] for their in theirs), key=_mean) for one in ours}
    for one in compare(ours, better):
        metric = figures[one.name]
        singles = (f"{_mean(their[one.name]):.4f}" for their in theirs)
        difference = (f"{one.ours - one.other:+.4f}", f"{one.low:+.4f}–{one.high:+.4f}", f"{one.p:.4f}")
        print(one.name, _number(metric.value), _interval(metric), *singles, *difference, one.questions, sep="\t")
    for name, metric in figures.items():
        if name not in SHOWN and name not in OF_SENTENCES:
            print(name, _number(metric.value), _interval(metric), *[""] * 5, metric.questions, sep="\t")
    sys.stdout.flush()


def _print_sentences(outcomes: Sequence[Outcome], encoder: Encoder) -> None:
    """Our sentences and the nearest ones, over the same questions: those with an answer that were answered."""
    answered = [outcome for outcome in outcomes if outcome.question.answers and outcome.answer.sentence]
    nearest = list(_nearest(answered, encoder))
    print("sentence", "holds an answer", "characters", "character F1", "n", sep="\t")
    for name, found in (("ours", answered), ("nearest of the first passage", nearest)):
        given = [(o.answer.sentence.text if o.answer.sentence else "", o.question.answers or ()) for o in found]
        holds = np.mean([contains_answer(text, answers) for text, answers in given])
        f1 = np.mean([character_f1(text, answers) for text, answers in given])
        length = np.mean([len(text) for text, _ in given])
        print(name, f"{holds:.4f}", f"{length:.1f}", f"{f1:.4f}", len(found), sep="\t", flush=True)


def _nearest(outcomes: Sequence[Outcome], encoder: Encoder) -> Iterator[Outcome]:
    for outcome in outcomes:
        hit = outcome.answer.passages[0]
        texts = [hit.text[span.start : span.end] for span in sentences(hit.text)] or [hit.text]
        similar = encoder.encode_passages(texts) @ encoder.encode_queries([outcome.question.text])[0]
        best = AnswerSentence(texts[int(np.argmax(similar))], hit.citation)
        yield replace(outcome, answer=replace(outcome.answer, sentence=best))


def _print_reliability(outcomes: Sequence[Outcome]) -> None:
    """Each kind of question is repeated until there are as many of the one as of the other."""
    judged = [outcome for outcome in outcomes if outcome.question.answers is not None]
    answerable = np.array([bool(outcome.question.answers) for outcome in judged])
    confidence = np.array([outcome.answer.confidence for outcome in judged])
    many = 10_000 // 2
    rows = np.concatenate([np.resize(np.flatnonzero(answerable == kind), many) for kind in (True, False)])
    print("confidence", "answerable", "share of all", sep="\t")
    for one in reliability(answerable[rows].astype(float), confidence[rows]):
        print(f"{one.confidence:.2f}", f"{one.right:.2f}", f"{one.answers / len(rows):.3f}", sep="\t", flush=True)


def _mean(scores: Scores) -> float:
    return float(np.mean(list(scores.by_question.values())))


def _interval(metric: Metric) -> str:
    return f"{_number(metric.low)}–{_number(metric.high)}"


def _number(value: float | None) -> str:
    """A few questions may have none: of refusals, where nothing was refused."""
    return "-" if value is None else f"{value:.4f}"


if __name__ == "__main__":
    main()
