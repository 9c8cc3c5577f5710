"""Layers that replace the last layers of the bundled model when it encodes questions.

The bundled model was trained on questions that use the words of their documents. ``training/query_layers.py`` trained
these layers further with everyday questions. The vectors of passages stay as they are, so no passage is encoded again.
The training questions were in simplified characters, so every question is converted to simplified characters first,
even if the passages are in traditional characters. The model card is ``query_layers.md``.
"""

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from embeddings.errors import ModelError

if TYPE_CHECKING:
    from embeddings.shared_model import SharedModel

_FILE = "query_layers.safetensors"
_DAMAGED = "模型文件损坏：embeddings/{file}。请重新安装 gongwen-qa"


@cache
def query_layers_checksum() -> str:
    """Return the first 12 hexadecimal digits of the SHA-256 of the layers' file.

    Raises:
        ModelError: the file is missing.
    """
    return hashlib.sha256(_content()).hexdigest()[:12]


def with_query_layers(model: "SharedModel") -> "SharedModel":
    """Return the bundled model with the layers for questions in place of its own; the other layers are shared.

    Args:
        model: the bundled model.

    Raises:
        ModelError: the file is missing or damaged.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load

    try:
        return model.with_layers(load(_content()))
    except (SafetensorError, RuntimeError, KeyError) as error:
        raise ModelError(_DAMAGED.format(file=_FILE)) from error


def _content() -> bytes:
    try:
        return (files("embeddings") / _FILE).read_bytes()
    except OSError as error:
        raise ModelError(_DAMAGED.format(file=_FILE)) from error
