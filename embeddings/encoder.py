"""Turn texts into unit vectors with a Sentence Transformers model."""

import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from embeddings.answer_projection import AnswerProjection, answer_projection
from embeddings.bundled import BUNDLED_MODEL, bundled_checkpoint, bundled_identity
from embeddings.checkpoint_identity import checkpoint_checksum
from embeddings.errors import ModelError
from embeddings.latest_results import LatestResults
from embeddings.model_loading import cached_snapshot, load_model
from embeddings.simplified_characters import in_simplified_characters
from embeddings.trained_layers import PASSAGE_LAYERS, QUERY_LAYERS, layers_checksum, with_trained_layers
from embeddings.turns import Turns

if TYPE_CHECKING:
    from embeddings.halved_model import HalvedModel
    from embeddings.shared_model import SharedModel

_QUERY_PROMPTS = ("query",)
_PASSAGE_PROMPTS = ("passage", "document")
_SMALLEST_BATCH, _LARGEST_BATCH = 8, 64
"""bounds on the number of texts in a batch"""
_BATCH_CHARACTERS = 4_000
"""Between the bounds, the batch size is the largest power of two for which that many texts of the longest length have
at most this many characters: large batches make short texts twice as fast and long texts slower."""
_KEPT_SENTENCES = 10_000
"""maximum number of sentences whose vectors are kept, before and after the map for sentences, about 16 MB each"""
_PASSAGES_PER_TURN = 64
"""number of passages or sentences encoded in one turn"""
_LENGTH_STEP, _QUERY_LENGTH_STEP = 16, 4
"""Passages are padded to a multiple of the first number of tokens, queries to a multiple of the second. PyTorch caches
state for every input shape; without padding, this state would take more than a gigabyte for a large corpus."""
_SENTENCE_COUNTS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
"""Each group of sentences for a named model is filled up with copies of a sentence to one of these sizes, so that there
are few input shapes: otherwise the memory of a server that is asked new questions would grow for minutes. The bundled
model encodes sentences without padding (``embeddings/halved_model.py``)."""


class Encoder:
    """A Sentence Transformers model with its own prompts for queries and passages. Thread-safe.

    The model is loaded on first use. It runs on the CPU, in bfloat16 if the CPU has instructions for it and in float32
    otherwise; the bundled model encodes sentences in 8 bits if the CPU has instructions for that. It never accesses the
    network.

    Args:
        model: a folder with a checkpoint, or the name of a model in the local Hugging Face cache; ``None`` selects the
            bundled model.
    """

    def __init__(self, model: str | Path | None = None) -> None:
        self._name = None if model is None else str(model)
        self._loading = threading.Lock()
        self._turns = Turns()
        self._model: SharedModel | None = None
        self._halves: HalvedModel | None = None
        self._passage_model: SharedModel | None = None
        self._kept_sentences = LatestResults(self._encode_sentences, _KEPT_SENTENCES)
        self._kept_answers = LatestResults(self._encode_answers, _KEPT_SENTENCES)

    @cached_property
    def identity(self) -> str:
        """The model's name and checksums; models with equal identities give passages equal vectors.

        Does not load the model.

        Raises:
            ModelError: the model, or the file of its layers for passages, does not exist.
        """
        if self._name is None:
            return f"{bundled_identity()}+{layers_checksum(PASSAGE_LAYERS)}"
        return f"{self._name}@{checkpoint_checksum(self._folder)}"

    @cached_property
    def query_identity(self) -> str:
        """The identity of the model and, if it has separate layers for queries, a checksum of these layers.

        Raises:
            ModelError: the model or the file of its layers for queries does not exist.
        """
        return f"{self.identity}+{layers_checksum(QUERY_LAYERS)}" if self._name is None else self.identity

    @cached_property
    def answer_identity(self) -> str:
        """The checksum of the maps that :meth:`encode_answers` applies; empty for a model without maps.

        Raises:
            ModelError: the model does not exist, or the file of the maps is missing or damaged.
        """
        return self._answer_maps.identity if self._answer_maps else ""

    @cached_property
    def _answer_maps(self) -> AnswerProjection | None:
        return answer_projection() if self.identity.startswith(f"{BUNDLED_MODEL}@") else None

    @property
    def max_tokens(self) -> int:
        """The number of tokens of a text that the model reads, including prompt and special tokens. Loads the model.

        Raises:
            ModelError: the model cannot be loaded or does not state its maximum length.
        """
        longest = self.load().max_seq_length
        if longest is None:
            raise ModelError(
                f"模型没有说明最长能读多少：{self._name}。请在 sentence_bert_config.json 里设 max_seq_length"
            )
        return int(longest)

    def longest(self, passages: Sequence[str]) -> int:
        """Return the token count of the longest passage, including prompt and special tokens; 0 without passages.

        Loads the model.

        Raises:
            ModelError: the model cannot be loaded.
        """
        model = self.load()
        prompt = model.prompts.get(_prompt_name(model, _PASSAGE_PROMPTS) or "") or ""
        return max(model.token_counts([prompt + passage for passage in passages]), default=0)

    def load(self) -> "SharedModel":
        """Load the model if it is not loaded yet, and return it.

        Raises:
            ModelError: the model does not exist or cannot be loaded.
        """
        with self._loading:
            if self._model is None:
                model = load_model(str(self._folder))
                if self._name is None:
                    from embeddings.halved_model import HalvedModel

                    self._halves = HalvedModel(model, with_trained_layers(model, QUERY_LAYERS))
                    self._passage_model = with_trained_layers(model, PASSAGE_LAYERS)
                self._model = model
        return self._model

    def halves(self) -> "HalvedModel":
        """Load the bundled model, and return its halves.

        Raises:
            ModelError: the model is not the bundled one, does not exist or cannot be loaded.
        """
        self.load()
        if self._halves is None:
            raise ModelError(
                f"只有自带的模型能和问题一起读段落，不能用：{self._name}。请不设 QA_MODEL，或设 QA_READER=off"
            )
        return self._halves

    def encode_queries(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Return the unit vectors of queries, shape (number of queries, dimension), to be compared with passages.

        Each query is encoded in a separate batch, so that its vector does not depend on the other queries. The bundled
        model uses separate layers for queries, and converts queries to simplified characters
        (``embeddings/trained_layers.py``).

        Raises:
            ModelError: the model cannot be loaded or is damaged.
        """
        if self._name is not None:
            return self._encode_named_queries(queries)
        return self._stacked([self._question(in_simplified_characters(query), as_query=True) for query in queries])

    def encode_symmetric(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Return the unit vectors of queries, shape (number of queries, dimension).

        They are to be compared with each other or with the vectors of :meth:`encode_sentences`. Unlike in
        :meth:`encode_queries`, the bundled model uses its own layers and reads the queries as they are written.

        Raises:
            ModelError: the model cannot be loaded or is damaged.
        """
        if self._name is not None:
            return self._encode_named_queries(queries)
        return self._stacked([self._question(query, as_query=False) for query in queries])

    def encode_passages(
        self, passages: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return the unit vectors of passages, shape (number of passages, dimension), in the order given.

        The bundled model uses separate layers for passages (``embeddings/trained_layers.py``).

        Args:
            passages: texts; a text longer than :attr:`max_tokens` is truncated.
            on_progress: called with the number of passages encoded so far.

        Raises:
            ModelError: the model cannot be loaded or is damaged.
        """
        self.load()
        return self._encode_sorted(passages, self._passage_model, on_progress, yields=True)

    def encode_sentences(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return the unit vectors of candidate answer sentences, shape (number of sentences, dimension).

        Sentences are encoded like passages, but the bundled model uses its own layers. A call takes precedence over
        :meth:`encode_passages`. The vectors of the latest sentences are kept.

        Raises:
            ModelError: the model cannot be loaded or is damaged.
        """
        return np.stack(self._kept_sentences.of(sentences)) if sentences else self._stacked([])

    def encode_answers(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return the unit vectors of candidate answer sentences, to be compared with :meth:`answer_query`.

        For the bundled model, these are the vectors of :meth:`encode_sentences` after the map for sentences in
        ``embeddings/answer_projection.py``; for another model, they are the vectors of :meth:`encode_sentences`
        unchanged. Their shape is the same.

        Raises:
            ModelError: the model cannot be loaded or is damaged, or the file of the maps is missing or damaged.
        """
        if not self._answer_maps or not sentences:
            return self.encode_sentences(sentences)
        return np.stack(self._kept_answers.of(sentences))

    def answer_query(self, query: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the unit vector of a query, to be compared with :meth:`encode_answers`, shape (dimension,).

        Args:
            query: the vector of :meth:`encode_queries`, shape (dimension,).

        Raises:
            ModelError: the model does not exist, or the file of the maps is missing or damaged.
        """
        return self._answer_maps.of_question(query) if self._answer_maps else query

    def _encode_sentences(self, sentences: Sequence[str]) -> list[NDArray[np.float32]]:
        if self._name is not None:
            return _apart(self._encode_sorted(sentences, self.load(), None, yields=False))
        halves = self.halves()
        vectors: list[NDArray[np.float32]] = []
        for start in range(0, len(sentences), _PASSAGES_PER_TURN):
            with self._turns.turn(yields=False):
                means = halves.passage_means(sentences[start : start + _PASSAGES_PER_TURN], self.max_tokens)
            vectors += _apart(_unit_vectors(means, None))
        return vectors

    def _encode_answers(self, sentences: Sequence[str]) -> list[NDArray[np.float32]]:
        """Return the vectors of sentences after the map, which must exist, each of shape (dimension,)."""
        assert self._answer_maps
        return _apart(self._answer_maps.of_sentences(self.encode_sentences(sentences)))

    def _encode_named_queries(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Return the unit vectors of queries by a model that is not the bundled one, shape (queries, dimension)."""
        return self._stacked([self._encode([query], _QUERY_PROMPTS, _QUERY_LENGTH_STEP) for query in queries])

    def _question(self, question: str, *, as_query: bool) -> NDArray[np.float32]:
        """Return the unit vector of a question by the bundled model, shape (1, dimension)."""
        halves = self.halves()
        with self._turns.turn(yields=False):
            return _unit_vectors(halves.question_mean(question, self.max_tokens, as_query=as_query), None)

    def _encode_sorted(
        self,
        passages: Sequence[str],
        model: "SharedModel | None",
        on_progress: Callable[[int], None] | None,
        *,
        yields: bool,
    ) -> NDArray[np.float32]:
        """Encode passages in batches of similar length; return the vectors, shape (passages, dimension), in order."""
        order = sorted(range(len(passages)), key=lambda position: len(passages[position]))
        parts = []
        for start in range(0, len(order), _PASSAGES_PER_TURN):
            chosen = order[start : start + _PASSAGES_PER_TURN]
            texts = [passages[position] for position in chosen]
            if not yields:
                # Only sentences come in groups of every size; passages come in full groups.
                texts += texts[:1] * (next(count for count in _SENTENCE_COUNTS if count >= len(texts)) - len(texts))
            parts.append(self._encode(texts, _PASSAGE_PROMPTS, _LENGTH_STEP, model, yields=yields)[: len(chosen)])
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
        return folder if folder.is_dir() else cached_snapshot(self._name)

    def _encode(
        self,
        texts: Sequence[str],
        prompts: Sequence[str],
        length_step: int,
        model: "SharedModel | None" = None,
        *,
        yields: bool = False,
    ) -> NDArray[np.float32]:
        model = model or self.load()
        prompt = _prompt_name(model, prompts)
        with self._turns.turn(yields=yields):
            vectors = model.encode(
                list(texts),
                prompt_name=prompt,
                prompt=None if prompt else "",
                batch_size=_batch_size(texts),
                show_progress_bar=False,
                convert_to_numpy=True,
                processing_kwargs=_padding(model, length_step),
            )
        return _unit_vectors(np.asarray(vectors, dtype=np.float32), self._name)

    def _stacked(self, parts: list[NDArray[np.float32]]) -> NDArray[np.float32]:
        if parts:
            return np.concatenate(parts)
        return np.empty((0, self.load().get_embedding_dimension() or 0), dtype=np.float32)


def _unit_vectors(vectors: NDArray[np.float32], model: str | None) -> NDArray[np.float32]:
    """Return vectors, shape (n, dimension), scaled to length 1: the model may have rounded them to bfloat16.

    Raises:
        ModelError: a vector is zero or not finite, because the model is damaged.
    """
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not np.all(np.isfinite(lengths) & (lengths > 0)):
        raise ModelError(f"模型算出的向量不是数：{model or BUNDLED_MODEL}。模型可能已损坏，请重新安装或换一个模型")
    return vectors / lengths


def _apart(vectors: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """Return copies of the rows of an array; a view of a row would keep all rows in memory."""
    return [vector.copy() for vector in vectors]


def _prompt_name(model: "SharedModel", names: Sequence[str]) -> str | None:
    """Return the first of ``names`` for which the model has a prompt."""
    return next((name for name in names if name in model.prompts), None)


def _batch_size(texts: Sequence[str]) -> int:
    fitting = max(1, _BATCH_CHARACTERS // max(1, *map(len, texts)))
    # Powers of two keep the number of batch sizes low, for the same reason as _LENGTH_STEP.
    return max(_SMALLEST_BATCH, min(_LARGEST_BATCH, 1 << fitting.bit_length() - 1))


def _padding(model: "SharedModel", step: int) -> dict[str, dict[str, int]] | None:
    """Return the option that pads texts to a multiple of ``step`` tokens.

    ``None`` if that could pad a truncated text beyond the model's maximum length, or if this length is unknown.
    """
    longest = model.max_seq_length
    return {"text": {"pad_to_multiple_of": step}} if longest and longest % step == 0 else None
