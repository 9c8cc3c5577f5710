"""Remove blanks between Chinese characters, as in spaced headings and in recognised text."""

import re
from collections.abc import Sequence
from statistics import median

_WIDE = re.compile("[\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]")
_SPACED = 0.7
"""minimum share, in a spaced line, of neighbouring Chinese characters that have a blank between them"""
_LEAST_PAIRS = 3
_WORD_GAP = 1.6
"""size of a gap, in units of the usual gap of a spaced line, above which the gap separates two words"""
_SPACED_WORD = re.compile(
    r"(目)\s+([录錄])|(附)\s+([则則件录錄表])|([总總])\s+([则則])|(前)\s+(言)|(通)\s+([知告报])|(公)\s+([告报示])|(决)\s+([定议])|(意)\s+(见)"
)
"""matches words of two characters that are often spaced"""
_PROVISION = re.compile(r"第\s*(?:[零〇一二三四五六七八九十百千]\s*){1,8}\s*[编編章节節条條](?=\s|$)")
_CLOSED_PROVISION = re.compile(r"^第[零〇一二三四五六七八九十百千]{1,8}[编編章节節条條](?=[\u4e00-\u9fff])")
_SPACED_PAIR = re.compile(rf"{_WIDE.pattern}\s+{_WIDE.pattern}")
_LETTER = re.compile(r"(\S)(\s*)")


def close_up(text: str, gaps: Sequence[float] = ()) -> str:
    """Return a line without the blanks beside its Chinese characters if it is spaced.

    A line is spaced if most neighbouring Chinese characters have a blank between them. A wider gap in it stays a blank:
    第 一 章　总 则 becomes 第一章 总则. If the line begins with the number of a provision, a blank follows the number.
    In other lines, blanks are removed only from the number of a provision (第 一 章) and from a common word that is the
    whole line (目 录).

    Args:
        text: the line.
        gaps: the width of the gap before each letter except the first; if their number does not fit the letters, the
            blanks are counted instead, full-width blanks and tabs as two.
    """
    if not _SPACED_PAIR.search(text):
        return text
    letters = _LETTER.findall(text.strip())
    blanks = [blank for _, blank in letters[:-1]]
    rooms = gaps if len(gaps) == len(blanks) else [sum(2 if c in "\u3000\t" else 1 for c in b) for b in blanks]
    wide = [_WIDE.match(letter) is not None for letter, _ in letters]
    pairs = [place for place in range(len(blanks)) if wide[place] and wide[place + 1]]
    spaced = [place for place in pairs if blanks[place]]
    if not spaced:
        return text
    if len(pairs) < _LEAST_PAIRS or len(spaced) < _SPACED * len(pairs):
        closed = _PROVISION.sub(lambda match: re.sub(r"\s", "", match[0]), text)
        return re.sub(r"\s", "", closed) if _SPACED_WORD.fullmatch(closed.strip()) else closed
    widest = _WORD_GAP * median(rooms[place] for place in spaced)
    pieces = [letters[0][0]]
    for place, (letter, _) in enumerate(letters[1:]):
        is_chinese = wide[place] or wide[place + 1]
        keeps = blanks[place] and (rooms[place] > widest or not is_chinese)
        pieces += [" ", letter] if keeps else [letter]
    return _CLOSED_PROVISION.sub(r"\g<0> ", "".join(pieces))
