"""Train the reader.

    python -m training.reader.train EXAMPLES --output DIR [--minutes N] [--from FILE] [--without NAME …]

EXAMPLES is the folder that ``training.reader.examples`` has written. A step takes six questions, each with a passage
that answers, four that do not, and now and then the answering passage without its answer. The reader learns what the
vectors do not know: the cosine of question and passage, times a constant, is added to its relevance before the passages
of a question are compared. The learning rate falls to zero over the time given. An interrupted run continues from its
last checkpoint in DIR; ``log.jsonl`` there has the losses. ``--from`` starts from the weights of another run;
``--without`` leaves sources out.
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
_GROUPS = 6
_RATE, _HEAD_RATE = 1.2e-4, 4e-4
_WARM_UP = 0.03
_CHUNKS = 3
"""A batch is computed in parts of similar length, so that little is spent on padding."""
_MASKED = 0.25
"""how often a group has the answering passage without its answer"""
_NOISE = 0.12
"""how often a character of the question is lost or doubled"""
_HARDEST, _HARD, _OTHER = 6, 3, 1
"""Of the ``_HARDEST`` best wrong passages each group has ``_HARD``, and of the rest ``_OTHER``."""
_COSINE_SCALE = 50.0
"""what the cosine counts beside the relevance: about one for the spread of the cosines of a question's candidates"""
_JUDGING_WEIGHT, _SPAN_WEIGHT = 0.3, 0.4
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
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--from", type=Path, dest="start")
    parser.add_argument("--without", nargs="*", default=[])
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(_SEED)
    checkpoint = bundled_checkpoint()
    model = ReaderModel(checkpoint).train()
    optimizer = _optimizer(model)
    first, spent = _resume(arguments.output / "checkpoint.pt", model, optimizer)
    if not first and arguments.start:
        model.load_state_dict(torch.load(arguments.start, weights_only=True)["model"], strict=False)
    tokens = ReaderTokenizer(Tokenizer.from_file(str(checkpoint / "tokenizer.json")))
    examples = _examples(arguments.examples, arguments.without)
    batches = _rows(_batches(examples, first), tokens, random.Random(_SEED + first))
    _train(model, optimizer, batches, _Schedule(first, spent, arguments.minutes * 60), arguments.output)


def _optimizer(model: ReaderModel) -> torch.optim.Optimizer:
    heads = [p for name, p in model.named_parameters() if p.requires_grad and not name.startswith("bert.")]
    layers = [p for name, p in model.named_parameters() if p.requires_grad and name.startswith("bert.")]
    groups = [{"params": layers, "peak": _RATE}, {"params": heads, "peak": _HEAD_RATE}]
    return torch.optim.AdamW(groups, lr=_RATE, weight_decay=0.01, betas=(0.9, 0.98))


class _Schedule:
    """The steps of a run that ends after a given time.

    Args:
        first: the first step to take.
        spent: seconds of training before an interruption.
        seconds: the time given.
    """

    def __init__(self, first: int, spent: float, seconds: float) -> None:
        self.step, self._seconds = first, seconds
        self._began = time.monotonic() - spent

    @property
    def spent(self) -> float:
        """Seconds of training so far."""
        return time.monotonic() - self._began

    @property
    def factor(self) -> float:
        """The learning rate's share of its peak: it rises, then falls linearly; 0 at the end."""
        share = self.spent / self._seconds
        return max(0.0, min((share + 0.001) / _WARM_UP, (1 - share) / (1 - _WARM_UP)))


def _resume(path: Path, model: ReaderModel, optimizer: torch.optim.Optimizer) -> tuple[int, float]:
    """Load a checkpoint if there is one; return the first step to take and the seconds spent before."""
    if not path.exists():
        return 0, 0.0
    saved = torch.load(path, weights_only=True)
    model.load_state_dict(saved["model"], strict=False)
    optimizer.load_state_dict(saved["optimizer"])
    return int(saved["step"]), float(saved["spent"])


def _save(path: Path, model: ReaderModel, optimizer: torch.optim.Optimizer, schedule: _Schedule) -> None:
    trained = {name: value for name, value in model.state_dict().items() if "embeddings.word" not in name}
    part = path.with_suffix(".part")
    state = {"model": trained, "optimizer": optimizer.state_dict(), "step": schedule.step, "spent": schedule.spent}
    torch.save(state, part)
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
    hardest = negatives[:_HARDEST]
    if not example["positives"]:
        return question, random_.sample(hardest, min(2, len(hardest))), False
    hard = random_.sample(hardest, min(_HARD, len(hardest)))
    others = negatives[_HARDEST:]
    positive = random_.choice(example["positives"])
    chosen = [positive, *hard, *random_.sample(others, min(_OTHER, len(others)))]
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
    model: ReaderModel, optimizer: torch.optim.Optimizer, batches: Iterator[_Rows], schedule: _Schedule, output: Path
) -> None:
    seen, began, losses = 0, schedule.spent, []
    while (factor := schedule.factor) > 0:
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * factor
        loss, parts, tokens = _loss(model, next(batches))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step += 1
        seen += tokens
        losses.append(parts)
        if schedule.step % _LOG_STEPS == 0:
            means = {name: round(float(np.mean([p[name] for p in losses if name in p])), 4) for name in losses[-1]}
            rate = round(seen / (schedule.spent - began))
            with (output / "log.jsonl").open("a", encoding="utf-8") as log:
                log.write(json.dumps({"step": schedule.step, **means, "tokens_a_second": rate}) + "\n")
            losses = []
        if schedule.step % _CHECKPOINT_STEPS == 0:
            _save(output / "checkpoint.pt", model, optimizer, schedule)
    _save(output / "checkpoint.pt", model, optimizer, schedule)


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


def _judged(batch: _Rows, relevance: list[Tensor]) -> tuple[Tensor, dict[str, float]]:
    """Return the loss of the relevance of all passages, and its parts."""
    ranking, judging, correct, at = [], [], [], 0
    for passages, is_answered in batch:
        logits = torch.stack(relevance[at : at + len(passages)])
        at += len(passages)
        targets = torch.zeros_like(logits)
        if is_answered:
            targets[0] = 1.0
            compared = logits + _COSINE_SCALE * torch.tensor([row.cosine for row in passages])
            ranking.append(functional.cross_entropy(compared.unsqueeze(0), torch.zeros(1, dtype=torch.long)))
            correct.append(float(compared.argmax() == 0))
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
