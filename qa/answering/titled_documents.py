"""Find the documents that a name certainly means, because an answer to a question about a document requires this."""

import re
from collections.abc import Sequence

from qa.answering.named_documents import newest_first
from qa.language import letters, matching_form
from qa.language.official import CHINESE_NUMERAL
from qa.types import DocumentSummary

_SHORTEST_PART = 2
"""minimum number of characters of a part of a name that stands together in the title: 停车 and 办法 are the parts of
停车办法 in 停车管理办法"""
_BATCH = rf"第(?:{CHINESE_NUMERAL}+|\d+)批"
_VERSION = re.compile(rf"(?:(?:试行|暂行|修[订正]|\d{{4}}年?|{_BATCH})(?:版|稿|本)?)+$")
_EDITION = re.compile(rf"\d{{4}}(?=年)|{_BATCH}")
_ABOUT_ANOTHER = re.compile(r"废止|失效|修改|修正|转发|解读|贯彻|(?:执行|实施|施行|落实)$")
"""matches the words before a name in the title of another document: 关于废止停车办法"""
_ISSUES = re.compile(r"(?P<before>.*?)(?:印发|发布|公布|下发|颁布)《?(?P<issued>.+?)》?的(?:通知|公告|通告|决定|命令)")
"""matches the title of a notice that issues other documents: 关于印发《停车办法》的通知"""


def titled_documents(name: str, documents: Sequence[DocumentSummary]) -> list[DocumentSummary]:
    """Return the documents whose titles fit a name best, the newest first; empty if none fits.

    A title fits in one of these ways, the best one first:

    - it is the name
    - it ends with the name; the name is the title after a part of the issuer's name; or the title is that of a notice
      that issues the document of this name (关于印发停车办法的通知)
    - it is the name with further words in it: 停车管理办法 for 停车办法

    A title does not fit if it only contains the name, because it is that of another document: 停车办法实施细则,
    关于废止停车办法的决定. A document does not fit if the name states another year or batch than its title and dates.

    Args:
        name: in matching form.
        documents: the documents to choose from.
    """
    wanted, edition = _plain(name), set(_EDITION.findall(name))
    same_edition = [each for each in documents if edition <= _editions(each)] if wanted else []
    fits = {document.id: _fit(wanted, document) for document in same_edition}
    best = max(fits.values(), default=0)
    return sorted((each for each in same_edition if best and fits[each.id] == best), key=newest_first)


def issued_titles(title: str) -> tuple[str, ...]:
    """Return the titles of the documents that a notice issues, as its own title names them.

    关于印发《停车办法》《养犬办法》的通知 names two, 关于发布停车办法的公告 one. A notice that issues further documents
    without naming them (等三个文件) has these words as another title. The result is empty for other documents, such as
    转发关于印发《停车办法》的通知.

    Args:
        title: as it is written, or in matching form.
    """
    notice = _ISSUES.fullmatch(title)
    if notice is None or _ABOUT_ANOTHER.search(notice["before"]):
        return ()
    titles = (part.rpartition("《")[2] for part in notice["issued"].split("》"))
    return tuple(each for each in titles if each)


def _editions(document: DocumentSummary) -> set[str]:
    """Return the years and batches in the title of a document, and the years of its dates."""
    meta = document.metadata
    days = (day for day in (meta.date_written, meta.date_published) if day)
    return {*re.findall(rf"\d{{4}}|{_BATCH}", matching_form(meta.title)), *(str(day.year) for day in days)}


def _plain(title: str) -> str:
    return _VERSION.sub("", letters(title))


def _fit(name: str, document: DocumentSummary) -> int:
    """Return how well a name fits a document, 0 to 3 as in :func:`_likeness`.

    If the document is a notice that issues others, the name may be that of an issued document, for 2 at most.
    """
    title, issuer = matching_form(document.metadata.title), letters(matching_form(document.metadata.issuer))
    own = _likeness(name, _plain(title), issuer)
    return own or max((min(2, _likeness(name, _plain(issued), issuer)) for issued in issued_titles(title)), default=0)


def _likeness(name: str, title: str, issuer: str) -> int:
    """Return how well a name fits a title.

    3: they are equal; 2: the title ends with the name, or the name is the title after a part of the issuer's name; 1:
    the title has further words between the parts of the name; 0: otherwise, or if the further words show that the title
    is about the document of this name.
    """
    if name == title:
        return 3
    if title and name.endswith(title):
        # 绿洲市停车办法 for 停车办法 of 绿洲市人民政府.
        return 2 * (name.removesuffix(title) in issuer)
    if title.endswith(name):
        return 2 * (not _ABOUT_ANOTHER.search(title.removesuffix(name)))
    return int(name[-1] == title[-1:] and not _ABOUT_ANOTHER.search(title) and _consists_of_parts(name, title))


def _consists_of_parts(name: str, title: str) -> bool:
    """Return whether a name consists of parts of a title, in their order, of at least two characters each."""
    name, title = name.replace("的", ""), title.replace("的", "")
    while name:
        sizes = (size for size in range(len(name), _SHORTEST_PART - 1, -1) if name[:size] in title)
        size = next(sizes, 0)
        if not size:
            return False
        title = title.partition(name[:size])[2]
        name = name[size:]
    return True
