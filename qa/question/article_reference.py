"""Recognise a request for a provision by number: 民法典第1165条, 物业条例第32条第2款第(三)项, 11.1.2规定了什么."""

import re
from dataclasses import dataclass

from qa.language import matching_form
from qa.language.official import CHINESE_NUMERAL, chinese_number, chinese_numeral

_NUMBER = rf"(?:{CHINESE_NUMERAL}+|\d+)"
_OPENING = r"(?:请问|请查|查一?下|我想知道|告诉我|根据|依据|按照|依照|关于)?[,:]?"
_PARAGRAPH = rf"(?:的?第?(?P<paragraph>{_NUMBER})款)?"
_ITEM = rf"(?:的?第?[(]?(?P<item>{_NUMBER})[)]?项)?"
_ARTICLE = rf"第?\s?(?P<article>{_NUMBER})\s?条(?:之(?P<inserted>{CHINESE_NUMERAL}+))?{_PARAGRAPH}{_ITEM}"
_DECIMAL = r"第?(?P<decimal>\d{1,3}(?:\.\d{1,3}){1,5})(?:[条节款])?"
_ENDING = (
    r"(?:的?(?:具体|主要)?(?:内容|规定|原文|全文|条文|要求)?(?:是|有|都?讲|说|写|规定|要求)?[了的]?(?:是)?"
    r"(?:什么|哪些|啥|怎么?(?:说|规定|写|样)?的?)?(?:内容|意思|规定|事)?[吗呢的]?)"
)
_DOCUMENT = r"(?P<name>[^,。?!;]*?)[的中里,]?\s*"
_REFERENCE = re.compile(rf"{_OPENING}{_DOCUMENT}(?:{_ARTICLE}|{_DECIMAL}){_ENDING}[?!.。]*")
_ARTICLE_NAME = rf"{_NUMBER}条"
_IN_BRACKETS = re.compile("《[^《》]*》")
_PARTS = ("article", "inserted", "paragraph", "item")


@dataclass(frozen=True, slots=True)
class ArticleReference:
    """A provision that a question names by its number."""

    document: str
    """name of the document in matching form, often shortened; empty if the question names no document"""
    article: int = 0
    """number of the article; 0 for a number in a decimal outline"""
    inserted: int = 0
    """number of an inserted article: 1 for 第三十二条之一; 0 for an ordinary article"""
    paragraph: int = 0
    """number of the paragraph (款); 0 if the question names none"""
    item: int = 0
    """number of the item (项); 0 if the question names none"""
    decimal: str = ""
    """the number in a decimal outline, such as 11.1.2, in place of an article"""

    @property
    def name(self) -> str:
        """The provision as it is cited, without its document: 第三十二条第二款第（三）项."""
        if self.decimal:
            return self.decimal
        inserted = f"之{chinese_numeral(self.inserted)}" if self.inserted else ""
        paragraph = f"第{chinese_numeral(self.paragraph)}款" if self.paragraph else ""
        item = f"第（{chinese_numeral(self.item)}）项" if self.item else ""
        return f"第{chinese_numeral(self.article)}条{inserted}{paragraph}{item}"


def article_reference(question: str) -> ArticleReference | None:
    """Return the provision that a question asks for by its number, or ``None``.

    ``None`` is also the result for a question about the effect of a provision ("违反第十二条怎么处罚"), for a question
    that names two articles, and for a name before a number with one point, which may be an amount ("今年增长3.5").

    Args:
        question: the text that the user typed.
    """
    found = _REFERENCE.fullmatch(matching_form(question).strip())
    if not found:
        return None
    name = re.sub(r"\s", "", found["name"])
    if _IN_BRACKETS.fullmatch(name):
        name = name[1:-1]
    if re.search(_ARTICLE_NAME, name):
        return None
    if found["decimal"]:
        if name and found["decimal"].count(".") == 1:
            # In 今年增长3.5 the number is an amount, not a provision.
            return None
        return ArticleReference(name, decimal=found["decimal"])
    article, inserted, paragraph, item = (chinese_number(found[part] or "0") for part in _PARTS)
    return ArticleReference(name, article, inserted, paragraph, item)
