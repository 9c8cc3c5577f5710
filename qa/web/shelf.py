"""The conversations that a browser keeps: names and questions, from which the server makes the answers anew.

What comes from a browser may be anything, so it is read with care and cut to size.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import count
from typing import Any, Self

_MOST, _MOST_QUESTIONS = 50, 100
_LONGEST_NAME, _LONGEST_QUESTION = 40, 1000


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation as kept."""

    id: str
    name: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """All conversations of a browser, newest first, and which one is open (``""``: one that is not kept yet)."""

    kept: tuple[Kept, ...] = ()
    current: str = ""

    @classmethod
    def read(cls, stored: Any) -> Self:
        """What a browser kept; whatever has not the form that :meth:`stored` gives is left out."""
        rows = stored.get("kept") if isinstance(stored, dict) else None
        kept = tuple(one for row in (rows if isinstance(rows, list) else [])[:_MOST] if (one := _kept(row)))
        current = stored.get("current") if isinstance(stored, dict) else ""
        return cls(kept, next((one.id for one in kept if one.id == current), ""))

    def stored(self) -> dict[str, Any]:
        """What a browser keeps."""
        return json.loads(json.dumps(asdict(self)))

    def open(self, id_: str) -> Kept | None:
        """The conversation of that id."""
        return next((one for one in self.kept if one.id == id_), None)

    def with_questions(self, questions: Sequence[str]) -> Self:
        """The open conversation now has these questions; it is kept from the first on, and named after that."""
        if not questions:
            return self
        asked = tuple(question[:_LONGEST_QUESTION] for question in questions[-_MOST_QUESTIONS:])
        old = self.open(self.current)
        taken = {one.id for one in self.kept}
        id_ = self.current or next(str(n) for n in count(1) if str(n) not in taken)
        named = old.name if old else asked[0][:_LONGEST_NAME]
        others = tuple(one for one in self.kept if one.id != id_)
        return replace(self, kept=(Kept(id_, named, asked), *others)[:_MOST], current=id_)

    def renamed(self, name: str) -> Self:
        """The open conversation has another name; a blank one changes nothing."""
        name = " ".join(name.split())[:_LONGEST_NAME]
        if not name:
            return self
        kept = tuple(replace(one, name=name) if one.id == self.current else one for one in self.kept)
        return replace(self, kept=kept)

    def without_current(self) -> Self:
        """The open conversation is forgotten."""
        return replace(self, kept=tuple(one for one in self.kept if one.id != self.current), current="")


def _kept(row: Any) -> Kept | None:
    if not isinstance(row, dict):
        return None
    id_, name, questions = row.get("id"), row.get("name"), row.get("questions")
    if not (isinstance(id_, str) and isinstance(name, str) and isinstance(questions, list | tuple)):
        return None
    if not all(isinstance(question, str) for question in questions):
        return None
    return Kept(id_, name[:_LONGEST_NAME], tuple(q[:_LONGEST_QUESTION] for q in questions[:_MOST_QUESTIONS]))
