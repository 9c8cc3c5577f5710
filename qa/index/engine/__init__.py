"""Search engines, which are built from the store: the protocols in ``base.py``, and the local engine."""

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
