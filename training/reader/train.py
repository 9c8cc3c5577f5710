"""Train the reader.

    python -m training.reader.train EXAMPLES --output DIR [--steps N] [--without NAME …]

EXAMPLES is the folder that ``training.reader.examples`` has written. A step takes eight questions, each with a passage
that answers, two that do not, and now and then the answering passage without its answer. An interrupted run continues
from its last checkpoint in DIR; ``log.jsonl`` there has the losses. ``--without`` leaves sources out.
"""

import argparse
import json
import os
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from embeddings.bundled import bundled_checkpoint
from embeddings.reader_windows import ReaderTokenizer, padded, part_masks
from training.manifest import READER_SETS, is_held_out
from training.reader.model import ReaderModel
from training.reader.pairs import Pair, padded_length, pair, without_answers

_SEED = 7
_GROUPS = 8
_RATE, _HEAD_RATE = 2e-4, 8e-4
_WARM_UP = 0.04
_CHUNKS = 2
"""A batch is computed in parts of similar length, so that little is spent on padding."""
_MASKED = 0.35
"""how often a group has the answering passage without its answer"""
_NOISE = 0.12
"""how often a character of the question is lost or doubled"""
_HARDEST = 5
"""Of so many best wrong passages each group has one."""
_JUDGING_WEIGHT, _SPAN_WEIGHT = 0.5, 0.5
"""weights of the losses; that of the ranking is 1"""
_CHECKPOINT_STEPS, _LOG_STEPS = 100, 10
_Group = tuple[str, list[dict[str, Any]], bool]
_Rows = list[tuple[list[Pair], bool]]
"""of each question its passages, and whether the first of them answers"""


def main() -> None:
    """Train the reader."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("examples", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2200)
    parser.add_argument("--without", nargs="*", default=[])
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(_SEED)
    checkpoint = bundled_checkpoint()
    model = ReaderModel(checkpoint).train()
    optimizer = _optimizer(model)
    first = _resume(arguments.output / "checkpoint.pt", model, optimizer)
    tokens = ReaderTokenizer(Tokenizer.from_file(str(checkpoint / "tokenizer.json")))
    examples = _examples(arguments.examples, arguments.without)
    batches = _rows(_batches(examples, first), tokens, random.Random(_SEED + first))
    _train(model, optimizer, batches, range(first, arguments.steps), arguments.output)


def _optimizer(model: ReaderModel) -> torch.optim.Optimizer:
    heads = [p for name, p in model.named_parameters() if p.requires_grad and not name.startswith("bert.")]
    layers = [p for name, p in model.named_parameters() if p.requires_grad and name.startswith("bert.")]
    groups = [{"params": layers, "peak": _RATE}, {"params": heads, "peak": _HEAD_RATE}]
    return torch.optim.AdamW(groups, lr=_RATE, weight_decay=0.01, betas=(0.9, 0.98))


def _resume(path: Path, model: ReaderModel, optimizer: torch.optim.Optimizer) -> int:
    """Load a checkpoint if there is one; return the first step to take."""
    if not path.exists():
        return 0
    saved = torch.load(path, weights_only=True)
    model.load_state_dict(saved["model"], strict=False)
    optimizer.load_state_dict(saved["optimizer"])
    return int(saved["step"])


def _save(path: Path, model: ReaderModel, optimizer: torch.optim.Optimizer, step: int) -> None:
    trained = {name: value for name, value in model.state_dict().items() if "embeddings.word" not in name}
    part = path.with_suffix(".part")
    torch.save({"model": trained, "optimizer": optimizer.state_dict(), "step": step}, part)
    os.replace(part, path)


def _examples(folder: Path, without: Sequence[str]) -> list[tuple[dict[str, Any], float]]:
    """Return the examples of all sets with the number of times that each is seen in an epoch."""
    examples = []
    for chosen in READER_SETS:
        path = folder / f"{chosen.name}.jsonl"
        if chosen.name in without or not path.exists():
            continue
        mined = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        kept = [example for example in mined if not is_held_out(example["question"])]
        examples += [(example, chosen.repeats) for example in kept]
        print(chosen.name, len(kept), "of", len(mined), flush=True)
    return examples


def _batches(examples: Sequence[tuple[dict[str, Any], float]], first: int) -> Iterator[list[_Group]]:
    """Yield batches of groups for ever, from a step on."""
    random_ = random.Random(_SEED)
    weights = [repeats for _, repeats in examples]
    drawn = 0
    while True:
        chosen = random_.choices(examples, weights, k=_GROUPS)
        batch = [_group(example, random_) for example, _ in chosen]
        drawn += 1
        if drawn > first:
            yield batch


def _group(example: dict[str, Any], random_: random.Random) -> _Group:
    """Return a question with passages, and whether the first of them answers it."""
    question = _noisy(example["question"], random_)
    negatives = example["negatives"]
    hard = random_.sample(negatives[:_HARDEST], min(1, len(negatives)))
    others = [passage for passage in negatives if passage not in hard]
    if not example["positives"]:
        return question, negatives[:1] if random_.random() < 0.6 else hard, False
    positive = random_.choice(example["positives"])
    chosen = [positive, *hard, *random_.sample(others, min(1, len(others)))]
    if random_.random() < _MASKED and (masked := without_answers(positive)):
        chosen.append(masked)
    return question, chosen, True


def _rows(batches: Iterator[list[_Group]], tokens: ReaderTokenizer, random_: random.Random) -> Iterator[_Rows]:
    for batch in batches:
        yield [
            ([pair(tokens, tokens.question(question), passage, random_) for passage in passages], is_answered)
            for question, passages, is_answered in batch
            if passages
        ]


def _noisy(question: str, random_: random.Random) -> str:
    if len(question) < 6 or random_.random() > _NOISE:
        return question
    at = random_.randrange(len(question))
    return question[:at] + random_.choice(("", question[at] * 2)) + question[at + 1 :]


def _train(
    model: ReaderModel,
    optimizer: torch.optim.Optimizer,
    batches: Iterator[_Rows],
    steps: range,
    output: Path,
) -> None:
    began, seen, losses = time.monotonic(), 0, []
    for step in steps:
        factor = _factor(step, steps.stop)
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * factor
        loss, parts, tokens = _loss(model, next(batches))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        seen += tokens
        losses.append(parts)
        if (step + 1) % _LOG_STEPS == 0:
            means = {name: round(float(np.mean([p[name] for p in losses if name in p])), 4) for name in losses[-1]}
            rate = round(seen / (time.monotonic() - began))
            with (output / "log.jsonl").open("a", encoding="utf-8") as log:
                log.write(json.dumps({"step": step + 1, **means, "tokens_a_second": rate}) + "\n")
            losses = []
        if (step + 1) % _CHECKPOINT_STEPS == 0 or step + 1 == steps.stop:
            _save(output / "checkpoint.pt", model, optimizer, step + 1)


def _factor(step: int, steps: int) -> float:
    """Return the learning rate's share of its peak: it rises, then falls linearly."""
    warm = max(1, int(_WARM_UP * steps))
    return min((step + 1) / warm, max(0.02, (steps - step) / (steps - warm)))


def _loss(model: ReaderModel, batch: _Rows) -> tuple[Tensor, dict[str, float], int]:
    """Return the loss of a batch, its parts for the log, and the number of tokens."""
    rows = [row for passages, _ in batch for row in passages]
    order = sorted(range(len(rows)), key=lambda row: len(rows[row].window.ids))
    relevance: list[Tensor] = [torch.empty(0)] * len(rows)
    spans, tokens = [], 0
    for chunk in np.array_split(order, _CHUNKS):
        chosen = [rows[row] for row in chunk]
        windows = [row.window for row in chosen]
        ids, mask = padded(windows, padded_length(windows))
        tokens += ids.size
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = model.bert(torch.from_numpy(ids), torch.from_numpy(mask)).last_hidden_state
        question, passage = part_masks(windows, ids.shape[1])
        scores, places = model.heads(hidden.float(), torch.from_numpy(question), torch.from_numpy(passage))
        for row, score in zip(chunk, scores, strict=True):
            relevance[row] = score
        spans += [_span_loss(places[at], pair) for at, pair in enumerate(chosen) if pair.starts]
    loss, shown = _judged(batch, relevance)
    span = _mean(spans)
    return loss + _SPAN_WEIGHT * span, shown | {"span": span.item()}, tokens


def _judged(batch: _Rows, relevance: Sequence[Tensor]) -> tuple[Tensor, dict[str, float]]:
    """Return the loss of the relevance of all passages, and its parts."""
    ranking, judging, correct, at = [], [], [], 0
    for passages, is_answered in batch:
        logits = torch.stack(relevance[at : at + len(passages)])
        at += len(passages)
        targets = torch.zeros_like(logits)
        if is_answered:
            targets[0] = 1.0
            ranking.append(functional.cross_entropy(logits.unsqueeze(0), torch.zeros(1, dtype=torch.long)))
            correct.append(float(logits.argmax() == 0))
        judging.append(functional.binary_cross_entropy_with_logits(logits, targets))
    loss = _mean(ranking) + _JUDGING_WEIGHT * _mean(judging)
    shown = {"ranking": _mean(ranking).item(), "judging": _mean(judging).item()}
    return loss, shown | {"first": float(np.mean(correct)) if correct else 0.0}


def _span_loss(places: Tensor, pair: Pair) -> Tensor:
    """Return the negative log-likelihood that the answer begins and ends at one of its places."""
    inside = functional.log_softmax(places[pair.window.text], dim=0)
    first = pair.window.text.start
    losses = [
        -torch.logsumexp(inside[[place - first for place in chosen], column], dim=0)
        for column, chosen in enumerate((pair.starts, pair.ends))
    ]
    return torch.stack(losses).mean()


def _mean(values: Sequence[Tensor]) -> Tensor:
    return torch.stack(list(values)).mean() if values else torch.zeros(())


if __name__ == "__main__":
    main()
