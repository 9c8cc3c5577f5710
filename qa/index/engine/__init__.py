"""Search engines, which derive from the store: the protocol in ``base.py``, the local engine beside it."""

from qa.index.engine.base import Engine, EngineSnapshot, EngineWriter, ScoredPassage
from qa.index.engine.index_tag import tag
from qa.index.engine.lexical_index import LexicalIndex
from qa.index.engine.local import LocalEngine
from qa.index.engine.local_writer import LocalEngineWriter

__all__ = [
    "Engine",
    "EngineSnapshot",
    "EngineWriter",
    "LexicalIndex",
    "LocalEngine",
    "LocalEngineWriter",
    "ScoredPassage",
    "tag",
]
