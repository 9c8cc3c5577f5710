"""Layers that replace the last layers of the bundled model when it encodes questions, or passages.

The bundled model was trained on questions that use the words of their documents. ``training/query_layers.py`` trained
layers for questions further with everyday questions, and after that ``training/passage_layers.py`` layers for passages.
The training questions were in simplified characters, so every question is converted to simplified characters first,
even if the passages are in traditional characters. The model cards are ``query_layers.md`` and ``passage_layers.md``.
"""

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from embeddings.errors import ModelError

if TYPE_CHECKING:
    from torch import Tensor

    from embeddings.shared_model import SharedModel

QUERY_LAYERS = "query_layers.safetensors"
PASSAGE_LAYERS = "passage_layers.safetensors"
PAIR_LAYERS = "reader.safetensors"
"""the layers that read a question together with a passage (``embeddings/joint_layers.py``)"""
DAMAGED = "模型文件损坏：embeddings/{file}。请重新安装 gongwen-qa"


@cache
def layers_checksum(file: str) -> str:
    """Return the first 12 hexadecimal digits of the SHA-256 of a file of layers.

    Args:
        file: :data:`QUERY_LAYERS`, :data:`PASSAGE_LAYERS` or :data:`PAIR_LAYERS`.

    Raises:
        ModelError: the file is missing.
    """
    return hashlib.sha256(_content(file)).hexdigest()[:12]


def with_trained_layers(model: "SharedModel", file: str) -> "SharedModel":
    """Return the bundled model with trained layers in place of its own; the other layers are shared.

    Args:
        model: the bundled model.
        file: :data:`QUERY_LAYERS` or :data:`PASSAGE_LAYERS`.

    Raises:
        ModelError: the file is missing or damaged.
    """
    try:
        return model.with_layers(layers(file))
    except (RuntimeError, KeyError) as error:
        raise ModelError(DAMAGED.format(file=file)) from error


def layers(file: str) -> "dict[str, Tensor]":
    """Return the weights in a file of layers, in 32 bits, by name; names of layers begin below ``encoder.layer``.

    Args:
        file: :data:`QUERY_LAYERS` or :data:`PAIR_LAYERS`, stored in 8 bits, or :data:`PASSAGE_LAYERS`, in 16 bits.

    Raises:
        ModelError: the file is missing or damaged.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load

    from embeddings.eight_bits import from_eight_bits

    try:
        return from_eight_bits(load(_content(file)))
    except (SafetensorError, KeyError) as error:
        raise ModelError(DAMAGED.format(file=file)) from error


def _content(file: str) -> bytes:
    try:
        return (files("embeddings") / file).read_bytes()
    except OSError as error:
        raise ModelError(DAMAGED.format(file=file)) from error
