"""Describe the values and names of a question that the documents do not state."""

from typing import NamedTuple

from qa.types import Missing


class MissingWords(NamedTuple):
    """The wording in one language; ``{}`` marks the place of a value."""

    with_present: str
    """template with two places: first for the values that the documents state, then for the value that is missing"""
    alone: str
    """template with a place for the missing value, if the documents state no value of its kind"""
    joint: str
    """separator of values, except before the last value"""
    last_joint: str
    """separator before the last value"""


CHINESE_MISSING = MissingWords("资料里有{}，没有{}。", "资料里没有提到{}。", "、", "和")


def missing_text(missing: tuple[Missing, ...], words: MissingWords = CHINESE_MISSING) -> str:
    """Describe each missing value and the values that the documents state instead; empty if nothing is missing."""
    return "".join(
        words.with_present.format(_joined(each.present, words), each.asked)
        if each.present
        else words.alone.format(each.asked)
        for each in missing
    )


def _joined(values: tuple[str, ...], words: MissingWords) -> str:
    *first, last = values
    return f"{words.joint.join(first)}{words.last_joint}{last}" if first else last
