"""Read a question together with passages: how well each answers, and where the answer begins and ends.

The reader was made from the bundled embedding model by ``training/reader``; ``embeddings/reader/README.md`` is its
model card. It runs in ONNX Runtime with 8-bit weights. The vectors of its words are those of the bundled model, which
are read from the unpacked checkpoint, so that they are neither shipped nor loaded twice.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from embeddings.bundled import bundled_checkpoint
from embeddings.errors import ModelError
from embeddings.reader_windows import ReaderTokenizer, Window, padded, part_masks
from embeddings.reading import ReadablePassage, Reading

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_FILE = Path(__file__).parent / "reader" / "reader.onnx"
_WORDS = "embeddings.word_embeddings.weight"
_LENGTH_STEP = 16
_ROWS = 8
"""windows read at a time; few of a similar length waste little on padding"""


class BundledReader:
    """The bundled reader. It is loaded on first use; thread-safe.

    Args:
        file: the model's file; the default is the one that comes with the package.
    """

    def __init__(self, file: Path = _FILE) -> None:
        self._file = file

    @cached_property
    def identity(self) -> str:
        """The reader's name with the first 12 hexadecimal digits of its file's SHA-256.

        Raises:
            ModelError: the file is missing.
        """
        try:
            digest = hashlib.sha256(self._file.read_bytes()).hexdigest()
        except OSError as error:
            raise ModelError(
                f"阅读模型打不开：{self._file}（{error.strerror}）。请重新安装，或设 QA_READER=off"
            ) from error
        return f"reader@{digest[:12]}"

    def read(self, question: str, passages: Sequence[ReadablePassage]) -> list[Reading]:
        """Return a reading of each passage.

        Raises:
            ModelError: the model cannot be loaded.
        """
        tokens = self._tokenizer
        asked = tokens.question(question)
        contexts = [tokens.context(passage.title, passage.headings) for passage in passages]
        texts = [tokens.text(passage.text) for passage in passages]
        windows = [
            (number, window)
            for number, (context, text) in enumerate(zip(contexts, texts, strict=True))
            for window in tokens.windows(asked, context, text)
        ]
        found = self._read_windows([window for _, window in windows])
        relevance = [-np.inf] * len(passages)
        spans = [np.full((len(text.ids), 2), -np.inf, dtype=np.float32) for text in texts]
        for (number, window), (score, logits) in zip(windows, found, strict=True):
            relevance[number] = max(relevance[number], score)
            part = spans[number][window.first : window.first + len(logits)]
            np.maximum(part, logits, out=part)
        return [
            Reading(float(score), text.offsets, span[:, 0], span[:, 1])
            for score, text, span in zip(relevance, texts, spans, strict=True)
        ]

    def load(self) -> None:
        """Load the model now.

        Raises:
            ModelError: the model cannot be loaded.
        """
        self.read("", [ReadablePassage("", "", "。")])

    def _read_windows(self, windows: Sequence[Window]) -> list[tuple[float, NDArray[np.float32]]]:
        """Return the relevance of each window and the start and end logits of its text, shape (tokens, 2)."""
        order = sorted(range(len(windows)), key=lambda place: len(windows[place].ids))
        found: dict[int, tuple[float, NDArray[np.float32]]] = {}
        for begin in range(0, len(order), _ROWS):
            chosen = order[begin : begin + _ROWS]
            rows = [windows[place] for place in chosen]
            longest = max(len(window.ids) for window in rows)
            length = -(-longest // _LENGTH_STEP) * _LENGTH_STEP
            ids, mask = padded(rows, length)
            question, passage = part_masks(rows, length)
            words = np.asarray(self._words[ids], dtype=np.float32)
            inputs = {"words": words, "mask": mask, "question": question, "passage": passage}
            relevance, spans = self._session.run(None, inputs)
            for row, place in enumerate(chosen):
                found[place] = float(relevance[row]), spans[row, rows[row].text]
        return [found[place] for place in range(len(windows))]

    @cached_property
    def _tokenizer(self) -> ReaderTokenizer:
        from tokenizers import Tokenizer

        return ReaderTokenizer(Tokenizer.from_file(str(bundled_checkpoint() / "tokenizer.json")))

    @cached_property
    def _words(self) -> NDArray[np.float16]:
        """The vectors of all words, mapped from the checkpoint's file: only the rows in use are read."""
        path = bundled_checkpoint() / "model.safetensors"
        with path.open("rb") as file:
            size = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(size))
        entry = header[_WORDS]
        begin = 8 + size + entry["data_offsets"][0]
        return np.memmap(path, dtype=np.float16, mode="r", offset=begin, shape=tuple(entry["shape"]))

    @cached_property
    def _session(self) -> "InferenceSession":
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        # Threads that wait by spinning would take the processor from other programs.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            return InferenceSession(self._file, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # ONNX Runtime raises classes of its own that derive from Exception directly
            raise _unreadable(self._file, error) from error


@cache
def bundled_reader() -> BundledReader:
    """Return the bundled reader, which all libraries of a process share."""
    return BundledReader()


def _unreadable(file: Path, reason: object) -> ModelError:
    return ModelError(f"阅读模型打不开：{file}（{reason}）。请重新安装，或设 QA_READER=off")
