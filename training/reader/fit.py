"""Fit what builds on the reader: the ranking's weights, the choice of the sentence, and the confidence.

    python -m training.reader.fit COLLECTED

COLLECTED is the folder that ``training.reader.collect`` has written. Fitted is on the training sets, each of which
counts the same; the development sets and, with its own part left out, each training set are reported.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from training.manifest import DEVELOPMENT_SETS, READER_SETS

_FEATURES = ("dense", "bm25", "sentence", "relevance")
_COMPARED = 5
_READ = 16
_DECAY = 0.02
"""L2 penalty on the ranking's weights"""
_BINS = 10
_SUPPORT_WEIGHTS = (0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0)
_Record = dict[str, Any]
_Sets = dict[str, list[_Record]]


@dataclass(frozen=True, slots=True)
class Rows:
    """The signals of questions with whether the passages answer."""

    signals: NDArray[np.float64]
    answered: NDArray[np.bool_]


def main() -> None:
    """Fit and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collected", type=Path)
    arguments = parser.parse_args()
    trained = _read(arguments.collected, [chosen.name for chosen in READER_SETS])
    reported = _read(arguments.collected, DEVELOPMENT_SETS)
    weights = ranking_weights(trained)
    print("ranking", dict(zip(_FEATURES, np.round(weights, 3).tolist(), strict=True)))
    _report_ranking(trained, reported, weights)
    _report_sentences(trained, reported)
    _report_confidence(trained, reported, weights)


def _read(folder: Path, names: Sequence[str]) -> _Sets:
    paths = {name: folder / f"{name}.jsonl" for name in names}
    return {
        name: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for name, path in paths.items()
        if path.exists()
    }


def _matrix(record: _Record) -> NDArray[np.float64]:
    return np.array([[passage[name] for name in _FEATURES] for passage in record["passages"]]).reshape(-1, 4)


def _correct(record: _Record) -> NDArray[np.bool_]:
    return np.array([passage["correct"] for passage in record["passages"]], dtype=bool)


def ranking_weights(sets: _Sets) -> NDArray[np.float64]:
    """Return weights of the features under which the passages that answer are likeliest to be drawn.

    The conditional logit model (McFadden 1974), where each set counts the same.
    """
    groups = [
        (torch.from_numpy(_matrix(record)), torch.from_numpy(_correct(record)), 1 / len(records))
        for records in sets.values()
        for record in records
        if any(_correct(record)) and not all(_correct(record))
    ]
    weights = torch.ones(len(_FEATURES), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        total = _DECAY * weights.square().sum()
        for features, correct, share in groups:
            logits = torch.log_softmax(features @ weights, dim=0)
            total = total - share * torch.logsumexp(logits[correct], dim=0)
        total.backward()
        return total

    optimizer.step(loss)
    return weights.detach().numpy()


def _order(record: _Record, weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the passages' places, best first: the first of the ranking read and ranked anew, as in the product."""
    matrix = _matrix(record)
    relevance = matrix[:, 3].copy()
    relevance[_READ:] = relevance[:_READ].min(initial=0.0)
    scores = matrix[:, :3] @ weights[:3] + relevance * weights[3]
    return np.argsort(-scores, kind="stable")


def _first_share(records: Sequence[_Record], weights: NDArray[np.float64]) -> float:
    asked = [record for record in records if record["answerable"]]
    hits = [bool(_correct(r)[_order(r, weights)][:1].any()) for r in asked]
    return float(np.mean(hits)) if hits else float("nan")


def _report_ranking(trained: _Sets, reported: _Sets, weights: NDArray[np.float64]) -> None:
    print("set, n, first passage unread, relevance alone, fitted")
    for name, records in reported.items():
        unread = np.mean([bool(_correct(r)[:1].any()) for r in records if r["answerable"]])
        alone = _first_share(records, np.array([0.0, 0.0, 0.0, 1.0]))
        print(f"  {name}, {len(records)}, {unread:.3f}, {alone:.3f}, {_first_share(records, weights):.3f}")
    for name, records in trained.items():
        without = ranking_weights({other: trained[other] for other in trained if other != name})
        unread = np.mean([bool(_correct(r)[:1].any()) for r in records if r["answerable"]])
        print(f"  {name} (left out), {len(records)}, {unread:.3f}, , {_first_share(records, without):.3f}")


def _report_sentences(trained: _Sets, reported: _Sets) -> None:
    print("share of marked sentences that hold the answer, by the weight of support", _SUPPORT_WEIGHTS)
    for name, records in (trained | reported).items():
        passages = [p["sentences"] for r in records for p in r["passages"] if any(s[2] for s in p.get("sentences", ()))]
        chosen = [several for several in passages if len(several) > 1]
        if chosen:
            shares = [np.mean([max(s, key=_score(weight))[2] for s in chosen]) for weight in _SUPPORT_WEIGHTS]
            support = np.mean([max(s, key=lambda one: one[1])[2] for s in chosen])
            print(f"  {name}, {len(chosen)}, support alone {support:.3f},", *(f"{share:.3f}" for share in shares))


def _score(weight: float) -> Callable[[Sequence[float]], float]:
    return lambda sentence: sentence[0] + weight * sentence[1]


def rows(records: Sequence[_Record], weights: NDArray[np.float64]) -> Rows:
    """Return the signals of each question, and of each answerable one also without the passages that answer."""
    signals, answered = [], []
    for record in records:
        variants = [(record, record["answerable"])]
        if record["answerable"]:
            others = [passage for passage in record["passages"] if not passage["correct"]]
            variants.append((record | {"passages": others}, False))
        for variant, is_answered in variants:
            if variant["passages"]:
                signals.append(_signals(variant, weights))
                answered.append(is_answered)
    return Rows(np.array(signals), np.array(answered, dtype=bool))


def _signals(record: _Record, weights: NDArray[np.float64]) -> list[float]:
    order = _order(record, weights)
    scores = _matrix(record)[order] @ weights
    first = record["passages"][order[0]]
    others = scores[1:_COMPARED]
    lead = scores[0] - others.mean() if len(others) else 0.0
    return [first["cosine"], first["sentence"], lead, first["relevance"], first["span"], not first["type"]]


def _fitted(parts: Sequence[Rows]) -> LogisticRegression:
    """Return a logistic model for which both answers of each set count the same."""
    counts = [np.where(part.answered, part.answered.sum(), (~part.answered).sum()) for part in parts]
    model = LogisticRegression(C=1.0, max_iter=5000)
    return model.fit(
        np.concatenate([part.signals for part in parts]),
        np.concatenate([part.answered for part in parts]),
        sample_weight=np.concatenate([100 / count for count in counts]),
    )


def _report_confidence(trained: _Sets, reported: _Sets, weights: NDArray[np.float64]) -> None:
    parts = {name: rows(records, weights) for name, records in trained.items()}
    model = _fitted(list(parts.values()))
    names = ("cosine", "sentence", "lead", "relevance", "span", "no_answer_type")
    print("confidence", model.intercept_[0].round(3), dict(zip(names, model.coef_[0].round(3).tolist(), strict=True)))
    print("set, answered, not, AUROC, expected calibration error at even odds")
    for name, records in reported.items():
        _report_set(name, rows(records, weights), model)
    for name, part in parts.items():
        _report_set(f"{name} (left out)", part, _fitted([other for key, other in parts.items() if key != name]))


def _report_set(name: str, part: Rows, model: LogisticRegression) -> None:
    if part.answered.all() or not part.answered.any():
        return
    values = model.predict_proba(part.signals)[:, 1]
    error = calibration_error(values, part.answered)
    numbers = f"{part.answered.sum()}, {(~part.answered).sum()}, {roc_auc_score(part.answered, values):.3f}"
    refused = [
        f"{limit:g}: {np.mean(values[part.answered] < limit):.2f}/{np.mean(values[~part.answered] >= limit):.2f}"
        for limit in (0.1, 0.2, 0.3, 0.4, 0.5)
    ]
    print(f"  {name}, {numbers}, {error:.3f}; refused/false by threshold", *refused)


def calibration_error(values: NDArray[np.float64], answered: NDArray[np.bool_]) -> float:
    """Return the expected calibration error in ten bins, with both answers weighted to even odds."""
    share = np.where(answered, 0.5 / answered.sum(), 0.5 / (~answered).sum())
    bins = np.minimum((values * _BINS).astype(int), _BINS - 1)
    return float(sum(abs((share * (values - answered))[bins == number].sum()) for number in range(_BINS)))


if __name__ == "__main__":
    main()
