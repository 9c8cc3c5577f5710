"""The conversations that a browser keeps: names and questions, from which the server makes the answers anew.

What comes from a browser may be anything, so it is read with care and cut to size. The pages of a browser share what it
keeps: the server says what is to change, and the browser changes that alone in what it has by then.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self
from uuid import uuid4

from qa.web.asked import Asked

_MOST, _MOST_QUESTIONS = 50, 100
_LONGEST_NAME = 40
_KEY = "gongwen-qa-shelf"
_READ = f"""(...values) => {{
    let kept = '';
    try {{
        const current = sessionStorage.getItem('{_KEY}');
        kept = localStorage.getItem('{_KEY}') ?? '';
        // Which conversation is open is each page's own; a page that is new begins with the last one.
        if (kept && current !== null) kept = JSON.stringify({{ ...JSON.parse(kept), current }});
    }} catch {{ /* A browser that keeps nothing, or something else under this name. */ }}
    return [...values.slice(0, %d), kept];
}}"""
KEEP = f"""(change) => {{
    if (!change) return;
    try {{
        const {{ put, drop, current }} = JSON.parse(change);
        let kept = [];
        try {{ kept = JSON.parse(localStorage.getItem('{_KEY}'))?.kept ?? []; }} catch {{ /* Something else. */ }}
        const gone = new Set([...drop, ...put.map(one => one.id)]);
        kept = [...put, ...kept.filter(one => !gone.has(one.id))].slice(0, {_MOST});
        localStorage.setItem('{_KEY}', JSON.stringify({{ kept, current }}));
        sessionStorage.setItem('{_KEY}', current);
    }} catch {{ /* A browser that keeps nothing. */ }}
}}"""
"""what the browser does with what :meth:`Shelf.changed_from` gives"""


def reading_shelf(inputs: int) -> str:
    """What the browser does before an event: the last of so many inputs is what it keeps."""
    return _READ % (inputs - 1)


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation as kept."""

    id: str
    name: str
    questions: tuple[Asked, ...]

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        return {"id": self.id, "name": self.name, "questions": [asked.stored() for asked in self.questions]}


@dataclass(frozen=True, slots=True)
class Shelf:
    """All conversations of a browser, newest first, and which one is open (``""``: one that is not kept yet)."""

    kept: tuple[Kept, ...] = ()
    current: str = ""

    @classmethod
    def read(cls, stored: Any) -> Self:
        """What a browser kept, as JSON or read from it; whatever has not the form that is stored is left out."""
        if isinstance(stored, str):
            try:
                stored = json.loads(stored)
            except (ValueError, RecursionError):
                stored = None
        rows = stored.get("kept") if isinstance(stored, dict) else None
        kept = tuple(one for row in (rows if isinstance(rows, list) else [])[:_MOST] if (one := _kept(row)))
        current = stored.get("current") if isinstance(stored, dict) else ""
        return cls(kept, next((one.id for one in kept if one.id == current), ""))

    def changed_from(self, before: "Shelf") -> str:
        """What a browser that kept ``before`` has to change to keep this, as JSON."""
        ids = {one.id for one in self.kept}
        return json.dumps(
            {
                "put": [one.stored() for one in self.kept if before.open(one.id) != one],
                "drop": [one.id for one in before.kept if one.id not in ids],
                "current": self.current,
            },
            ensure_ascii=False,
        )

    def open(self, id_: str) -> Kept | None:
        """The conversation of that id."""
        return next((one for one in self.kept if one.id == id_), None)

    def with_questions(self, id_: str, questions: Sequence[Asked]) -> Self:
        """A conversation has these questions now, and is open; it is kept from the first on, and named after that.

        What is kept under that id is replaced by what goes on from it and by nothing else, such as what another page
        made of the same conversation: then this is a conversation of its own, whose id is ``current``.
        """
        if not questions:
            return self
        old = self.open(id_)
        if old and not _goes_on(questions, old.questions):
            old, id_ = None, uuid4().hex
        name = old.name if old else questions[0].question[:_LONGEST_NAME]
        return self._with(Kept(id_, name, tuple(questions[-_MOST_QUESTIONS:])))

    def renamed(self, id_: str, name: str) -> Self:
        """A conversation has another name; a blank one changes nothing."""
        name = " ".join(name.split())[:_LONGEST_NAME]
        old = self.open(id_)
        return self._with(replace(old, name=name)) if old and name else self

    def without(self, id_: str) -> Self:
        """A conversation is forgotten, and none is open."""
        return replace(self, kept=tuple(one for one in self.kept if one.id != id_), current="")

    def _with(self, kept: Kept) -> Self:
        others = tuple(one for one in self.kept if one.id != kept.id)
        return replace(self, kept=(kept, *others)[:_MOST], current=kept.id)


def _goes_on(questions: Sequence[Asked], old: Sequence[Asked]) -> bool:
    """Whether the old ones are among the questions, in a row: at the beginning, unless that was cut off."""
    starts = range(len(questions) - len(old) + 1) if len(old) == _MOST_QUESTIONS else range(1)
    return any(tuple(questions[start : start + len(old)]) == tuple(old) for start in starts)


def _kept(row: Any) -> Kept | None:
    if not isinstance(row, dict):
        return None
    id_, name, questions = row.get("id"), row.get("name"), row.get("questions")
    if not (isinstance(id_, str) and isinstance(name, str) and isinstance(questions, list | tuple)):
        return None
    asked = tuple(Asked.read(question) for question in questions[-_MOST_QUESTIONS:])
    if None in asked:
        return None
    return Kept(id_, name[:_LONGEST_NAME], tuple(one for one in asked if one))
