"""Equations on one line."""

import pytest
from lxml import etree

from qa.reading.formats.word_math import math_text

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def r(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("equation", "text"),
    [
        (r("补偿费=面积×1200元"), "补偿费=面积×1200元"),
        (f"<m:f><m:num>{r('a+b')}</m:num><m:den>{r('2')}</m:den></m:f>", "(a+b)/2"),
        (f"<m:sSup><m:e>{r('10')}</m:e><m:sup>{r('-6')}</m:sup></m:sSup>", "10⁻⁶"),
        (f"<m:sSup><m:e>{r('x')}</m:e><m:sup>{r('k')}</m:sup></m:sSup>", "x^k"),
        (f"<m:sSup><m:e>{r('45')}</m:e><m:sup>{r('∘')}</m:sup></m:sSup>", "45°"),
        (f"<m:sSubSup><m:e>{r('x')}</m:e><m:sub>{r('1')}</m:sub><m:sup>{r('2')}</m:sup></m:sSubSup>", "x₁²"),
        (f"<m:rad><m:deg/><m:e>{r('x+1')}</m:e></m:rad>", "√(x+1)"),
        (f"<m:rad><m:deg>{r('3')}</m:deg><m:e>{r('x')}</m:e></m:rad>", "³√x"),
        (f"<m:d><m:e>{r('a')}</m:e><m:e>{r('b')}</m:e></m:d>", "(a|b)"),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{r("a")}</m:e></m:d>', "[a]"),
        (
            f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{r("i=1")}</m:sub><m:sup>{r("n")}</m:sup>'
            f"<m:e>{r('x')}</m:e></m:nary>",
            "∑_(i=1)^n x",
        ),
        (f"<m:func><m:fName>{r('sin')}</m:fName><m:e>{r('θ')}</m:e></m:func>", "sin θ"),
        (f"<m:limLow><m:e>{r('lim')}</m:e><m:lim>{r('x→0')}</m:lim></m:limLow>", "lim_(x→0)"),
        (f"<m:m><m:mr><m:e>{r('1')}</m:e><m:e>{r('2')}</m:e></m:mr><m:mr><m:e>{r('3')}</m:e></m:mr></m:m>", "1, 2; 3"),
        (f"<m:eqArr><m:e>{r('a')}</m:e><m:e>{r('b')}</m:e></m:eqArr>", "a; b"),
        (r("sin\u2061θ"), "sinθ"),
    ],
)
def test_an_equation_is_written_on_one_line(equation: str, text: str) -> None:
    assert math_text(etree.fromstring(f'<m:oMath xmlns:m="{M}">{equation}</m:oMath>')) == text
