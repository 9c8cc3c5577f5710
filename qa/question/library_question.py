"""Recognise a question about the library itself.

最新的通知有哪些, 有多少份文件, 住建局发过什么文件, 有没有关于彩票的规定, 《…》全文, 东府〔2020〕12号讲什么.
"""

import re
from dataclasses import dataclass

from qa.language import abbreviations, matching_form, tagged_words
from qa.language.official import DOCUMENT_NUMBER

_KIND = (
    "文件|公文|资料|材料|文档|通知|公告|通告|办法|规定|意见|方案|函|决定|批复|条例|政策|政策文件|规范性文件|细则|报告|通报"
    "|法规|法律|制度|公报|纪要"
)
_GENERAL = frozenset(["文件", "公文", "资料", "材料", "文档", "政策", "政策文件", "规范性文件", "制度", "法规", "法律"])
"""words for documents of any kind; a question with such a word does not restrict the title: 文件"""
_GENERAL_ENGLISH = frozenset(["document", "file", "regulation", "law", "rule"])
_HERE = (
    r"(?:资料库|文件库|知识库|库|系统|这里|这儿|你(?:们)?(?:这里|这儿|手[上里])?|目前|现在|一共|总共|共)?"
    r"(?:里|中|内)?(?:面)?"
)
_TAIL = r"[啊呀呢吗的了]*[?？!。]*"
_COUNT = re.compile(
    rf"{_HERE}(?:一共|总共|共|都)?(?:有|收录了?|存了?)(?:多少|几)(?:份|个|篇|条|部|件|种)?(?P<kind>{_KIND}){_TAIL}"
    rf"|{_HERE}(?P<kind_first>{_KIND})(?:一共|总共|共)?有?(?:多少|几)(?:份|个|篇|部|件){_TAIL}"
)
_NEWEST = re.compile(
    rf"{_HERE}(?:有(?:哪些|什么))?(?:最新|最近|近期|新近|新)(?:发布|印发|出台|公布|下发|发|收录)?(?:的|了)?(?:有?(?:哪些|什么|几[份个]))?(?P<kind>{_KIND})"
    rf"(?:都?(?:有|是)(?:哪些|什么|哪[份个]|啥))?{_TAIL}"
)
_ALL = re.compile(
    rf"{_HERE}(?:都|一共|总共)?(?:有|收录了?)(?:哪些|什么|啥)(?P<kind>文件|公文|资料|文档){_TAIL}"
    rf"|(?:列出|列一下|看看|显示)(?:所有|全部)的?(?P<kind_listed>{_KIND}){_TAIL}"
    r"|(?:what|which|howmany)(?P<kind_english>document|file|regulation|law|rule)s(?:doyouhave|arethere|are(?:in|here).*)[?]*"
    r"|(?:list|show)(?:me)?(?:all)?(?:the)?(?P<kind_english_listed>document|file|regulation|law|rule)s[?]*"
)
_ISSUED = re.compile(
    rf"(?P<issuer>[\u4e00-\u9fff]{{2,20}}?)(?:都|最近|近期)?(?:发布|印发|出台|公布|下发|制定|发出|发)(?:过|了|的)?(?:都)?"
    rf"(?:有)?(?:哪些|什么|啥|多少[份个篇件]?|几[份个篇件])(?P<kind>{_KIND}){_TAIL}"
    rf"|(?P<issuer_first>[\u4e00-\u9fff]{{2,20}}?)(?:发布|印发|出台|公布|下发|制定|发出|发)(?:过|了)?的(?P<kind_issued>{_KIND})(?:都|一共)?(?:有|是)(?:哪些|什么|多少[份个篇件]?|几[份个篇件]){_TAIL}"
)
_TOPIC = r"(?P<topic{}>[\u4e00-\u9fff]{{2,20}}?)"
_ON = "(?:关于|有关|讲|涉及)"
_RULES = "(?:方面|相关|有关)?的?(?:条例|办法|细则|法规|法律|规定|文件|法)"
_IN_FILES = rf"(?:(?:资料|文件|文档)(?:里|中|当中)面?|{_HERE})"
_ON_TOPIC = re.compile(
    rf"{_IN_FILES}(?:有没有|有无){_ON}?{_TOPIC.format('')}{_RULES}{_TAIL}"
    rf"|{_IN_FILES}(?:有|收录了?){_ON}?{_TOPIC.format('_yes_no')}{_RULES}[吗么嘛]{_TAIL}"
    rf"|(?:哪些|什么|哪[个份部])(?:{_KIND})是?{_ON}(?:到|了|的)?(?:是)?{_TOPIC.format('_which')}的?{_TAIL}"
    rf"|{_ON}{_TOPIC.format('_about')}的(?:{_KIND})(?:都|一共)?有(?:哪些|什么|几[个份部]){_TAIL}"
)
_NO_TOPIC_TAGS = ("u", "p", "c", "r")
"""beginnings of jieba's tags of particles, prepositions, conjunctions and pronouns"""
_FULL_TEXT = re.compile(
    rf"(?:请|我要|我想|想|给我|帮我)?(?:看|打开|查看|查|找|显示)?(?:一下)?《(?P<title>[^《》]+)》的?(?:全文|原文|正文|原件|文件){_TAIL}"
    rf"|(?:请|我要|我想|想|给我|帮我)?(?:看|打开|查看|查|找|显示)(?:一下)?《(?P<title_alone>[^《》]+)》{_TAIL}"
)
_BY_NUMBER = re.compile(
    rf"(?:我想|想|帮我|给我)?(?:看|打开|查看|查|找)?(?:一下)?(?P<number>{DOCUMENT_NUMBER})(?:文件|文|通知)?的?"
    rf"(?:(?:都|主要)?(?:讲|说|写|规定|要求|是|通知)?(?:的|了)?(?:是|有)?(?:些|点)?(?:什么|啥|哪些)(?:内容|文件|事情?|通知|东西)?|是?(?:关于|哪)(?:什么|[份个])(?:文件)?"
    rf"|(?:的?(?:主要|具体)?(?:内容|标题|题目|名称)(?:是什么)?)|全文|原文|正文)?的?{_TAIL}"
)
_NO_ISSUER = re.compile(r"[为对在就]|关于|如何|什么|哪|多少|谁|最新|最近|^(?:国家|政府|今年|去年|近年|国内)$")


@dataclass(frozen=True, slots=True)
class LibraryQuestion:
    """The documents that a question about the library asks for; empty fields restrict nothing."""

    kind: str = ""
    """a word that the title contains, such as 通知"""
    issuers: tuple[str, ...] = ()
    """the name of the issuer in the question, and the long forms of the name"""
    title: str = ""
    """the title of the document whose text is wanted"""
    number: str = ""
    """the 文号 of the document that is wanted"""
    topic: tuple[str, ...] = ()
    """words that the title contains in any order, or official words for them"""


def library_question(question: str) -> LibraryQuestion | None:
    """Return what a question about the library asks for, or ``None`` for a question about the contents of documents.

    Args:
        question: the text that the user typed.
    """
    text = re.sub(r"\s", "", matching_form(question)).removeprefix("请问").lstrip(",，")
    if found := _FULL_TEXT.fullmatch(text):
        return LibraryQuestion(title=found["title"] or found["title_alone"])
    if found := _BY_NUMBER.fullmatch(text):
        return LibraryQuestion(number=found["number"])
    for pattern in (_COUNT, _NEWEST, _ALL, _ISSUED):
        if found := pattern.fullmatch(text):
            named = {name: value for name, value in found.groupdict().items() if value}
            kind = next(value for name, value in named.items() if name.startswith("kind"))
            issuer = named.get("issuer") or named.get("issuer_first") or ""
            if _NO_ISSUER.search(issuer):
                return None
            return LibraryQuestion("" if kind in _GENERAL | _GENERAL_ENGLISH else kind, _forms_of(issuer))
    found = _ON_TOPIC.fullmatch(text)
    topic = _words_of(next(filter(None, found.groups()))) if found else ()
    return LibraryQuestion(topic=topic) if topic else None


def _words_of(topic: str) -> tuple[str, ...]:
    """Return the words of a topic, without particles, prepositions, conjunctions and pronouns."""
    return tuple(word for word, tag in tagged_words(topic) if not tag.startswith(_NO_TOPIC_TAGS))


def _forms_of(issuer: str) -> tuple[str, ...]:
    """Return an issuer's name and its long forms (住建局, 住房和城乡建设局); nothing for an empty name."""
    if not issuer:
        return ()
    written_out = (
        issuer.replace(short, long) for short, names in abbreviations().items() if short in issuer for long in names
    )
    return tuple(dict.fromkeys((issuer, *written_out)))
