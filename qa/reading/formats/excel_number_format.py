"""Show the values of cells in their number formats (ECMA-376 part 1, 18.8.31): 0755, 26:30, ¥1,234.50, 2021年3月1日."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from qa.language.official import chinese_numeral

_GENERAL = re.compile(r"general", re.IGNORECASE)
_TOKEN = re.compile(r'"[^"]*"|\\.|!\.|_.|\*.|\[[^\]]*\]|E[+-]0+|.', re.DOTALL)
"""matches a part of a format; Chinese Excel writes !. for a literal point, as in 0!.0,万"""
_DATE_TOKEN = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[[hms]+\]|\[[^\]]*\]|AM/PM|A/P|上午/下午|y+|e+|m+|d+|a{3,4}|h+|s+(?:\.0+)?|.',
    re.DOTALL | re.IGNORECASE,
)
_LITERAL_PARTS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_CONDITION = re.compile(r"\[([<>=]{1,2})(-?[\d.]+)\]")
_CHINESE_DIGITS = re.compile(r"\[DBNum([12])\]", re.IGNORECASE)
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_MOST_CHINESE = 10_000
_SYSTEM_DATES = {"mm-dd-yy": "yyyy/m/d", "m/d/yy h:mm": "yyyy/m/d h:mm"}
"""formats that stand for the date format of the operating system, each with the format of a Chinese system"""
_WEEKDAYS = "一二三四五六日"
_WEEKDAY = re.compile("a{3,4}", re.IGNORECASE)
_FIRST_DAY = date(1899, 12, 30)
"""the day with the number 0, from which Excel counts"""
_SECONDS = {"h": 3600, "m": 60, "s": 1}
_MOST_DIGITS = 15
"""number of significant digits that Excel stores"""
_COMPARISONS = {"<": (-1,), ">": (1,), "=": (0,), "<=": (-1, 0), ">=": (0, 1), "<>": (-1, 1)}

Value = float | date | time | timedelta


def displayed_number(value: Value, number_format: str) -> str:
    """Return a number, a date, a time or a duration as Excel displays it in a number format.

    In an unknown format, a number has all its digits, a date or time is in ISO format, and a duration is written as
    1 day, 2:30:00. A format can have several sections, separated by semicolons, such as one for negative numbers. The
    result is empty if the section for the number is empty.
    """
    number_format = _SYSTEM_DATES.get(number_format, number_format)
    if isinstance(value, date | time | timedelta):
        return _displayed_time(value, number_format)
    try:
        number = Decimal(f"{value:.{_MOST_DIGITS}g}") if isinstance(value, float) else Decimal(value)
        section, is_signed = _section(number, number_format)
        if _WEEKDAY.search(_LITERAL_PARTS.sub("", section)) and number >= 1:
            return _displayed_time(_FIRST_DAY + timedelta(int(number)), section)
        if not section and ";" in number_format:
            return ""
        chosen = number if is_signed else abs(number)
        return _in_section(chosen, section) if number.is_finite() else str(value)
    except (InvalidOperation, ValueError):
        return str(value)


def _general(number: Decimal) -> str:
    shown = f"{number:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _section(number: Decimal, number_format: str) -> tuple[str, bool]:
    """Return the section of a format that applies to a number, and whether the number keeps its sign there.

    The number does not keep its sign in a section for negative numbers, because the section states the sign itself.
    """
    sections = _sections(number_format)
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or number.compare(Decimal(condition[2])) in _COMPARISONS.get(condition[1], ()):
                return section, True
        return sections[-1], True
    if number < 0 and len(sections) > 1:
        return sections[1], False
    if number == 0 and len(sections) > 2:  # positive; negative; zero
        return sections[2], True
    return sections[0], True


@lru_cache(maxsize=256)
def _sections(number_format: str) -> tuple[str, ...]:
    sections = [""]
    for token in _TOKEN.findall(number_format):
        if token == ";":
            sections.append("")
        else:
            sections[-1] += token
    return tuple(sections)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A section of a number format: literal texts and the places of digits."""

    tokens: tuple[str, ...]
    """literal texts, which begin with a quotation mark, and the placeholders 0, #, ? and ."""
    has_thousands: bool
    scale: int
    """the number is multiplied by 10 to this power"""
    exponent: int
    """minimum number of digits of the exponent; 0 for a format without exponent"""


@lru_cache(maxsize=256)
def _pattern(section: str) -> _Pattern:
    tokens: list[str] = []
    scale = exponent = 0
    for token in _TOKEN.findall(section):
        if token[0] == "[":
            currency = _CURRENCY.fullmatch(token)
            tokens.append(f'"{currency[1] if currency else ""}')
        elif token[0] in "_*" and len(token) == 2:
            continue
        elif token[0] in '"\\!' and len(token) > 1:
            tokens.append(f'"{token[1:-1] if token[0] == chr(34) else token[1:]}')
        elif token[0] == "E" and len(token) > 1:
            exponent = len(token) - 2
        elif token in ("0", "#", "?", ".", ","):
            tokens.append(token)
        else:
            scale += 2 * (token == "%")
            tokens.append(f'"{token}')
    places = [at for at, token in enumerate(tokens) if token in ("0", "#", "?")]
    point = tokens.index(".") if "." in tokens else len(tokens)
    whole = [at for at in places if at < point]
    behind = "".join(tokens[places[-1] + 1 :]) if places else ""
    # Each comma after the last digit divides by a thousand.
    scale -= 3 * (len(behind) - len(behind.lstrip(",")))
    has_thousands = any(token == "," and whole[0] < at < whole[-1] for at, token in enumerate(tokens) if whole)
    return _Pattern(tuple(token for token in tokens if token != ","), has_thousands, scale, exponent)


def _in_section(number: Decimal, section: str) -> str:
    """Return a number in one section of a format."""
    chinese = _CHINESE_DIGITS.search(section)
    bare = _LITERAL_PARTS.sub("", section)
    if chinese and number == number.to_integral_value() and 0 < number < _MOST_CHINESE and "." not in bare:
        numeral = chinese_numeral(int(number))
        return numeral.translate(_LEGAL) if chinese[1] == "2" else numeral
    general = _GENERAL.search(bare)
    if general or not section or "/" in bare or "@" in bare:
        literal = _GENERAL.sub('"\\\\g"', section) if general else ""
        around = "".join(token[1:] for token in _pattern(literal).tokens if token[0] == '"') if general else "\\g"
        return around.replace("\\g", _general(number)) if general else _general(number)
    return _filled(number, _pattern(section))


def _filled(number: Decimal, pattern: _Pattern) -> str:
    """Return a number with its digits in the places of a pattern."""
    places = [token for token in pattern.tokens if token in ("0", "#", "?", ".")]
    if not any(token != "." for token in places):
        return "".join(token[1:] for token in pattern.tokens if token[0] == '"')
    point = places.index(".") if "." in places else len(places)
    decimals = [token for token in places[point:] if token != "."]
    scaled = number.scaleb(pattern.scale)
    power = scaled.adjusted() if pattern.exponent and scaled else 0
    rounded = scaled.scaleb(-power).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    whole = whole.lstrip("0")
    optional = len(decimals) - len("".join(decimals).rstrip("#?"))
    kept = fraction.rstrip("0")
    fraction = kept.ljust(len(decimals) - optional, "0")
    sign = "-" if rounded < 0 else ""
    tail = f"E{'-' if power < 0 else '+'}{abs(power):0{pattern.exponent}}" if pattern.exponent else ""
    return sign + _placed(whole, fraction, pattern) + tail


def _placed(whole: str, fraction: str, pattern: _Pattern) -> str:
    """Return the digits before and after the point in their places, with the literal texts between them."""
    tokens = pattern.tokens
    point = tokens.index(".") if "." in tokens else len(tokens)
    first = next((at for at, token in enumerate(tokens[:point]) if token in ("0", "#", "?")), None)
    pieces: list[str] = []
    digits, count = list(whole), 0
    for at in range(point - 1, -1, -1):
        if tokens[at][0] == '"':
            pieces.append(tokens[at][1:])
            continue
        taken = digits[::-1] if at == first else digits[-1:]
        digits = digits[: len(digits) - len(taken)]
        for digit in taken or (["0"] if tokens[at] == "0" else []):
            pieces.append("," if pattern.has_thousands and count and count % 3 == 0 else "")
            pieces.append(digit)
            count += 1
    shown = "".join(pieces[::-1]) if first is not None else "".join([*pieces[::-1], whole])
    if point == len(tokens):
        return shown
    behind = list(fraction)
    shown += "." if fraction else ""
    for token in tokens[point + 1 :]:
        shown += token[1:] if token[0] == '"' else (behind.pop(0) if behind else "")
    return shown


def _displayed_time(value: date | time | timedelta, number_format: str) -> str:
    """Return a date, a time or a duration in a number format.

    If the number format is not one of dates and times, a date or time is in ISO format, without the time if it is
    midnight, and a duration is written as Python writes it: 1 day, 2:30:00.
    """
    section = _sections(number_format)[0]
    if not re.search(r"[ymdhse]|aaa", _LITERAL_PARTS.sub("", section), re.IGNORECASE) or _GENERAL.search(section):
        return _plain_time(value)
    tokens = _DATE_TOKEN.findall(section)
    is_half_day = any(token.lower() in ("am/pm", "a/p", "上午/下午") for token in tokens)
    return "".join(
        _date_part(token, value, is_half_day, _is_minute(tokens, at)) for at, token in enumerate(tokens)
    ).strip()


def _plain_time(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    return str(value) if isinstance(value, timedelta) else value.isoformat()


def _is_minute(tokens: Sequence[str], at: int) -> bool:
    """Return whether an m at index ``at`` stands for minutes: it follows hours or precedes seconds."""
    letters = [token.lower().strip("[]")[0] for token in tokens[:at] if token.lower().strip("[]")[:1] in tuple("ymdhs")]
    after = next((t.lower().strip("[]") for t in tokens[at + 1 :] if t.lower().strip("[]")[:1] in tuple("ymdhs")), "")
    return (bool(letters) and letters[-1] == "h") or after[:1] == "s"


def _date_part(token: str, value: date | time | timedelta, is_half_day: bool, is_minute: bool) -> str:
    """Return the text that a part of a date format shows.

    Args:
        token: the part.
        value: the date, time or duration.
        is_half_day: whether the hours run from 1 to 12, because the format shows AM or PM.
        is_minute: whether the letter m stands for minutes and not for the month.
    """
    if token[0] in '"\\' and len(token) > 1:
        return token[1:-1] if token[0] == '"' else token[1:]
    lower = token.lower()
    if token[0] in "_*" and len(token) == 2:
        return ""
    if token[0] == "[":
        unit = _SECONDS.get(lower[1:2])
        return str(int(_seconds(value) // unit)).zfill(len(token) - 2) if unit else ""
    if lower[0] in "hs" or (lower[0] == "m" and is_minute):
        return _clock_part(lower, _seconds(value), is_half_day)
    if lower in ("am/pm", "a/p", "上午/下午"):
        return lower.upper().split("/")[_seconds(value) % 86_400 >= 43_200]
    return _calendar_part(lower, value) if lower[0] in "ymdea" else token


def _clock_part(token: str, seconds: float, is_half_day: bool) -> str:
    """Return the hours, minutes or seconds of a time given in seconds; the hours count to 12 if ``is_half_day``."""
    if token[0] == "h":
        hour = int(seconds // 3600) % 24
        return str((hour % 12 or 12) if is_half_day else hour).zfill(min(len(token), 2))
    if token[0] == "m":
        return str(int(seconds // 60) % 60).zfill(min(len(token), 2))
    shown, _, decimals = token.partition(".")
    if not decimals:
        return str(int(seconds) % 60).zfill(min(len(shown), 2))
    return f"{seconds % 60:0{len(decimals) + 1 + min(len(shown), 2)}.{len(decimals)}f}"


def _calendar_part(token: str, value: date | time | timedelta) -> str:
    """Return a year, a month, a day or a weekday; empty for a value without a date."""
    if not isinstance(value, date):
        return ""
    if token[0] in "ye":
        return f"{value.year % 100:02}" if token in ("y", "yy") else str(value.year)
    if token[0] == "m":
        return f"{value.month}月" if len(token) > 2 else str(value.month).zfill(len(token))
    if token[0] == "a" or len(token) > 2:
        weekday = _WEEKDAYS[value.weekday()]
        return weekday if token == "aaa" else f"星期{weekday}"
    return str(value.day).zfill(len(token))


def _seconds(value: date | time | timedelta) -> float:
    """Return the seconds from midnight to a time, or the seconds of a duration, rounded to milliseconds.

    The result is 0 for a date without a time.
    """
    if isinstance(value, timedelta):
        return round(value.total_seconds(), 3)
    if isinstance(value, datetime | time):
        return value.hour * 3600 + value.minute * 60 + value.second + round(value.microsecond / 1_000_000, 3)
    return 0
