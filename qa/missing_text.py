"""Describe the values and names of a question that the documents do not state."""

from typing import NamedTuple

from qa.types import Missing


class MissingWords(NamedTuple):
    """The wording in one language; ``{}`` marks the place of a value."""

    with_present: str
    """template with places for the values that the documents state and for those that they do not"""
    alone: str
    joint: str
    """separator between two values"""
    last_joint: str


CHINESE_MISSING = MissingWords("资料里有{}，没有{}。", "资料里没有提到{}。", "、", "和")


def missing_text(missing: tuple[Missing, ...], words: MissingWords = CHINESE_MISSING) -> str:
    """Describe what is missing and what the documents state instead; empty if nothing is missing."""
    return "".join(
        words.with_present.format(_joined(each.present, words), each.asked)
        if each.present
        else words.alone.format(each.asked)
        for each in missing
    )


def _joined(values: tuple[str, ...], words: MissingWords) -> str:
    *first, last = values
    return f"{words.joint.join(first)}{words.last_joint}{last}" if first else last
