"""Texts to unit vectors, through Sentence Transformers."""

import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from embeddings.bundled import bundled_checkpoint, bundled_identity
from embeddings.errors import ModelError

if TYPE_CHECKING:
    import torch

    from embeddings.shared_model import SharedModel

_QUERY_PROMPTS = ("query",)
_PASSAGE_PROMPTS = ("passage", "document")
_BATCHES = (8, 64)
"""texts that go through the model together: at least, and at most"""
_BATCH_CHARACTERS = 4_000
"""Between the two, the power of two of texts that have no more: short ones are twice as fast when many are together,
long ones are slower."""
_REMEMBERED = 3_000
"""groups of sentences whose vectors are remembered: some 15 MB"""
_PASSAGES_BETWEEN_QUERIES = 64
"""how many passages are encoded before a waiting query gets its turn"""
_IDENTIFYING_BYTES = 1 << 20
_SPINS = "1000"
_LENGTHS_APART = 16
"""tokens: PyTorch keeps something for each length of passage that it met, of a large corpus more than a gigabyte"""


class Encoder:
    """A Sentence Transformers model with its own prompts for queries and passages. Safe for threads.

    The model is loaded when it is first needed. It runs on the CPU, in bfloat16 where that has instructions for it and
    in float32 elsewhere; nothing is fetched over a network.

    Args:
        model: a folder with a checkpoint, or the name of a model in the local Hugging Face cache; ``None`` is the
            bundled model.
    """

    def __init__(self, model: str | Path | None = None) -> None:
        self._name = None if model is None else str(model)
        self._loading = threading.Lock()
        self._turns = threading.Condition()
        self._busy = False
        self._asking = 0
        """how many wait that belong to a question"""
        self._model: SharedModel | None = None
        self._sentences = lru_cache(_REMEMBERED)(self._encode_sentences)

    @cached_property
    def identity(self) -> str:
        """The model's name with a checksum: the same for the same vectors. Needs no loading.

        Raises:
            ModelError: there is no such model.
        """
        return bundled_identity() if self._name is None else f"{self._name}@{_checksum(self._folder)}"

    @property
    def max_tokens(self) -> int:
        """How many tokens of a text the model reads, its prompt and marks included. Loads the model."""
        longest = self.load().max_seq_length
        if longest is None:
            raise ModelError(
                f"模型没有说明最长能读多少：{self._name}。请在 sentence_bert_config.json 里设 max_seq_length"
            )
        return int(longest)

    def longest(self, passages: Sequence[str]) -> int:
        """How many tokens the longest of some passages has, its prompt and marks included. Loads the model."""
        model = self.load()
        prompt = model.prompts.get(_prompt_name(model, _PASSAGE_PROMPTS) or "") or ""
        return max(model.tokens([prompt + passage for passage in passages]), default=0)

    def load(self) -> "SharedModel":
        """Load the model, once.

        Raises:
            ModelError: there is no such model, or it cannot be loaded.
        """
        with self._loading:
            if self._model is None:
                self._model = _load(str(self._folder))
        return self._model

    def encode_queries(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of questions, shape (number of queries, dimension).

        Each is encoded by itself, so that it gets the same vector whatever else is asked.
        """
        return self._stacked([self._encode([query], _QUERY_PROMPTS) for query in queries])

    def encode_passages(
        self, passages: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Unit vectors of passages, shape (number of passages, dimension), in the order given.

        Args:
            passages: texts; what is longer than the model reads is cut off.
            on_progress: called with the number of passages done.
        """
        return self._encode_sorted(passages, on_progress, yields=True)

    def encode_sentences(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of sentences for an answer, as of :meth:`encode_passages`; not to be changed.

        The last ones are remembered, all of a call together: rounded as they are, the vectors differ a little with what
        is encoded beside them, and so the same call always gives the same.
        """
        return self._sentences(tuple(sentences))

    def _encode_sentences(self, sentences: tuple[str, ...]) -> NDArray[np.float32]:
        vectors = self._encode_sorted(sentences, None, yields=False)
        vectors.flags.writeable = False
        return vectors

    def _encode_sorted(
        self, passages: Sequence[str], on_progress: Callable[[int], None] | None, yields: bool
    ) -> NDArray[np.float32]:
        order = sorted(range(len(passages)), key=lambda position: len(passages[position]))
        parts = []
        for start in range(0, len(order), _PASSAGES_BETWEEN_QUERIES):
            chosen = order[start : start + _PASSAGES_BETWEEN_QUERIES]
            parts.append(
                self._encode([passages[position] for position in chosen], _PASSAGE_PROMPTS, pads=True, yields=yields)
            )
            if on_progress:
                on_progress(start + len(chosen))
        encoded = self._stacked(parts)
        vectors = np.empty_like(encoded)
        vectors[order] = encoded
        return vectors

    @cached_property
    def _folder(self) -> Path:
        if self._name is None:
            return bundled_checkpoint()
        folder = Path(self._name).expanduser()
        return folder if folder.is_dir() else _cached_snapshot(self._name)

    def _encode(
        self, texts: Sequence[str], prompts: Sequence[str], pads: bool = False, yields: bool = False
    ) -> NDArray[np.float32]:
        model = self.load()
        prompt = _prompt_name(model, prompts)
        with self._turn(yields):
            vectors = model.encode(
                list(texts),
                prompt_name=prompt,
                prompt=None if prompt else "",
                batch_size=_batch_size(texts),
                show_progress_bar=False,
                convert_to_numpy=True,
                processing_kwargs=_padding(model) if pads else None,
            )
        vectors = np.asarray(vectors, dtype=np.float32)
        # Normalised again because the model's own normalisation is rounded to bfloat16.
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    @contextmanager
    def _turn(self, yields: bool) -> Iterator[None]:
        """One at a time. Batches of passages come without a break: each lets all that belongs to questions go first."""
        with self._turns:
            self._asking += not yields
            try:
                self._turns.wait_for(lambda: not self._busy and not (yields and self._asking))
                self._busy = True
            finally:
                self._asking -= not yields
        try:
            yield
        finally:
            with self._turns:
                self._busy = False
                self._turns.notify_all()

    def _stacked(self, parts: list[NDArray[np.float32]]) -> NDArray[np.float32]:
        if parts:
            return np.concatenate(parts)
        return np.empty((0, self.load().get_embedding_dimension() or 0), dtype=np.float32)


def _prompt_name(model: "SharedModel", names: Sequence[str]) -> str | None:
    """The first of ``names`` under which the model has a prompt."""
    return next((name for name in names if name in model.prompts), None)


def _batch_size(texts: Sequence[str]) -> int:
    fewest, most = _BATCHES
    fitting = max(1, _BATCH_CHARACTERS // max(1, *map(len, texts)))
    # Few sizes, for the same reason as few lengths.
    return max(fewest, min(most, 1 << fitting.bit_length() - 1))


def _padding(model: "SharedModel") -> dict[str, dict[str, int]] | None:
    """That passages are padded to few lengths; not where one that is cut off would get longer than the model reads."""
    longest = model.max_seq_length
    return {"text": {"pad_to_multiple_of": _LENGTHS_APART}} if longest and longest % _LENGTHS_APART == 0 else None


def _load(folder: str) -> "SharedModel":
    # Read when PyTorch is first imported. Its threads wait for each other by spinning, by default for milliseconds:
    # where another program has a processor that is a quarter of a second a question, and where not it saves nothing.
    os.environ.setdefault("GOMP_SPINCOUNT", _SPINS)
    from embeddings.shared_model import SharedModel

    try:
        with _silence():
            model = SharedModel(folder, device="cpu", local_files_only=True, model_kwargs={"dtype": _precision()})
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise ModelError(f"模型打不开：{folder}（{error}）。请检查这是不是 Sentence Transformers 的模型") from error
    return model.eval()


@contextmanager
def _silence() -> Iterator[None]:
    """No progress bar for reading the weights, and no report that a layer which is not used has none."""
    from transformers.utils import logging

    verbosity = logging.get_verbosity()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.enable_progress_bar()
        logging.set_verbosity(verbosity)


def _precision() -> "torch.dtype":
    """Bfloat16 where the CPU computes in it, float32 where it would be emulated."""
    import torch

    capabilities = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    return torch.bfloat16 if capabilities.get("avx512_bf16") or capabilities.get("amx_bf16") else torch.float32


def _cached_snapshot(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError) as error:
        raise ModelError(f"找不到模型：{name}。请在 QA_MODEL 里写模型文件夹的路径，或不设它来用自带的模型") from error


def _checksum(folder: Path) -> str:
    """Twelve hexadecimal digits over the names, sizes and beginnings of a checkpoint's files."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")):
        digest.update(f"{file.relative_to(folder).as_posix()}\0{file.stat().st_size}\0".encode())
        with file.open("rb") as content:
            digest.update(content.read(_IDENTIFYING_BYTES))
    return digest.hexdigest()[:12]
