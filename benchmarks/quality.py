"""Measure the quality of the answers on every question set and print the tables of the documentation.

    python -m benchmarks.quality SETS --work DIR [--only NAME …] [--limit N]

SETS is a folder of question sets: folders in the form of BEIR (``corpus.jsonl``, ``queries.jsonl``, ``qrels.tsv``),
folders with ``questions.jsonl`` and ``documents/``, and files ``*.jsonl`` with questions about ``seeds/``. The
libraries are built in DIR and reused by later runs. If a set has more than N questions, N evenly spaced ones are asked.

Prints, tab-separated, for each set

- the metrics of this program with their 95 % intervals (bootstrap over questions), the metrics of BM25 and of the
  vectors, each alone on the same passages, and the difference to the better of these two retrievers with its interval
  (paired bootstrap) and p (randomisation test, Holm-corrected);
- for the answering sentence: how often it holds a gold answer, its length and its character F1, compared with the
  sentence of the first passage whose vector is nearest to the question's;
- if the set has unanswerable questions: how well the confidence detects them, how many answerable questions are
  answered with "not found", and the reliability of the confidence in ten bins. The bins count answerable and
  unanswerable questions with the same total weight, because the confidence is a probability under even odds.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.question_sets import askable_set, evenly_spaced, fill_library
from embeddings import Encoder
from qa.evaluation import (
    Metric,
    Outcome,
    Relevance,
    answer_all,
    character_f1,
    contains_answer,
    evaluate,
    retrieve_all,
)
from qa.evaluation.calibration import reliability
from qa.evaluation.compare import compare
from qa.evaluation.scores import Scores, question_scores
from qa.language import sentences
from qa.library import Library
from qa.terminal_progress import question_progress
from qa.types import AnswerSentence

COMPARED = ("answer@1", "answer@5", "answer@10", "MRR@10", "document@1")
SEEDS = Path(__file__).parent.parent / "seeds"
SENTENCE_METRICS = ("sentence", "sentence length", "character F1")


def main() -> None:
    """Measure and print every set."""
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
    has_documents = (path / "documents").is_dir()
    question_set = askable_set(path / "questions.jsonl" if has_documents else path)
    chosen = evenly_spaced(question_set.questions, limit or 0)
    print(f"\n== {path.stem}: {len(chosen)} of {len(question_set.questions)} questions", flush=True)
    if has_documents:
        documents = path / "documents"
    else:
        documents = work.with_name(f"{work.name}-documents") if question_set.corpus else SEEDS
    with Library.open(work, encoder=encoder) as library:
        fill_library(library, documents, question_set)
        with question_progress(len(chosen)) as step:
            outcomes = answer_all(library, chosen, on_progress=step)
        retrievers = retrieve_all(library, chosen)
        _print_metrics(outcomes, list(retrievers.values()), Relevance(library))
        _print_sentences(outcomes, encoder)
        if any(outcome.question.answers == () for outcome in outcomes):
            _print_reliability(outcomes)


def _print_metrics(outcomes: Sequence[Outcome], retrievers: Sequence[Sequence[Outcome]], relevance: Relevance) -> None:
    print("metric", "ours", "95 %", "BM25", "dense", "ours − better", "95 %", "p", "n", sep="\t")
    scores = question_scores(outcomes, relevance)
    metrics = {metric.name: metric for metric in evaluate(outcomes, scores, relevance)}
    ours = [metric_scores for metric_scores in scores if metric_scores.name in COMPARED]
    singles = [{scores.name: scores for scores in question_scores(ranked, relevance)} for ranked in retrievers]
    better = {scores.name: max((single[scores.name] for single in singles), key=_mean) for scores in ours}
    for comparison in compare(ours, better):
        name, metric = comparison.name, metrics[comparison.name]
        means = (f"{_mean(single[name]):.4f}" for single in singles)
        difference = f"{comparison.ours - comparison.other:+.4f}"
        interval = f"{comparison.low:+.4f}–{comparison.high:+.4f}"
        ours_cells = (name, _number(metric.value), _interval(metric))
        print(*ours_cells, *means, difference, interval, f"{comparison.p:.4f}", comparison.questions, sep="\t")
    for name, metric in metrics.items():
        if name not in COMPARED and name not in SENTENCE_METRICS:
            print(name, _number(metric.value), _interval(metric), *[""] * 5, metric.questions, sep="\t")
    sys.stdout.flush()


def _print_sentences(outcomes: Sequence[Outcome], encoder: Encoder) -> None:
    """Compare the answering sentences with the sentences of the first passage that are nearest to the question.

    Only the answerable questions that were answered count.
    """
    answered = [outcome for outcome in outcomes if outcome.question.answers and outcome.answer.sentence]
    nearest = list(_nearest(answered, encoder))
    print("sentence", "holds an answer", "characters", "character F1", "n", sep="\t")
    for name, group in (("ours", answered), ("nearest of the first passage", nearest)):
        pairs = [(o.answer.sentence.text if o.answer.sentence else "", o.question.answers or ()) for o in group]
        holds = np.mean([contains_answer(text, answers) for text, answers in pairs])
        f1 = np.mean([character_f1(text, answers) for text, answers in pairs])
        length = np.mean([len(text) for text, _ in pairs])
        print(name, f"{holds:.4f}", f"{length:.1f}", f"{f1:.4f}", len(group), sep="\t", flush=True)


def _nearest(outcomes: Sequence[Outcome], encoder: Encoder) -> Iterator[Outcome]:
    """Replace each answering sentence by the sentence of the first passage that is nearest to the question."""
    for outcome in outcomes:
        hit = outcome.answer.passages[0]
        texts = [hit.text[span.start : span.end] for span in sentences(hit.text)] or [hit.text]
        similar = encoder.encode_passages(texts) @ encoder.encode_queries([outcome.question.text])[0]
        best = AnswerSentence(texts[int(np.argmax(similar))], hit.citation)
        yield replace(outcome, answer=replace(outcome.answer, sentence=best))


def _print_reliability(outcomes: Sequence[Outcome]) -> None:
    """Print the reliability, repeating questions until answerable and unanswerable ones are equally many."""
    judged = [outcome for outcome in outcomes if outcome.question.answers is not None]
    answerable = np.array([bool(outcome.question.answers) for outcome in judged])
    confidence = np.array([outcome.answer.confidence for outcome in judged])
    per_kind = 10_000 // 2
    rows = np.concatenate([np.resize(np.flatnonzero(answerable == kind), per_kind) for kind in (True, False)])
    print("confidence", "answerable", "share of all", sep="\t")
    for group in reliability(answerable[rows].astype(float), confidence[rows]):
        share = group.answers / len(rows)
        print(f"{group.confidence:.2f}", f"{group.right:.2f}", f"{share:.3f}", sep="\t", flush=True)


def _mean(scores: Scores) -> float:
    return float(np.mean(list(scores.by_question.values())))


def _interval(metric: Metric) -> str:
    return f"{_number(metric.low)}–{_number(metric.high)}"


def _number(value: float | None) -> str:
    """Format a metric; "-" if it is undefined, such as the precision of refusals when nothing was refused."""
    return "-" if value is None else f"{value:.4f}"


if __name__ == "__main__":
    main()
