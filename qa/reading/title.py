"""Find the title of a document if neither its format nor a header block states it.

An official letter begins with its letterhead: copy number, secrecy, urgency, 发文机关标志, 文号, 签发人 (GB/T
9704—2012, 7.2). The title stands below and may take several lines.
"""

import re
from collections.abc import Sequence

from qa.language.official import DAY, DOCUMENT_NUMBER, ORGANISATION
from qa.reading.boilerplate import is_boilerplate

_LONGEST_TITLE = 100
_LONGEST_LINE, _LONGEST_CRY = 48, 6
_TITLE_LINES = 14
"""number of lines to search for the title"""
_MOST_JOINED = 5
_MOST_ABOVE_ARTICLE = 3
_FIRST_PROVISION = re.compile(r"第\s?[一1]\s?[章条條编編]\s|总[\s\u3000]*[则則]$|目[\s\u3000]*[录錄次]$")
"""matches the line below the title of a rule: the first chapter or article, 总则 or 目录"""
_ORGANISATIONS = rf"{ORGANISATION}(?:[\s\u3000、]+{ORGANISATION})*"
_BODY_LINE = re.compile(rf"{_ORGANISATIONS}|(?!.*关于)(?:{DOCUMENT_NUMBER})")
"""matches a line of organisations or a 文号; if no title follows, it may be a headline that looks like a name"""
_LETTERHEAD = re.compile(
    rf"(?:{_ORGANISATIONS})?[\s\u3000]*文[\s\u3000]*件|(?!.*关于)[（(]?(?:{DOCUMENT_NUMBER})[)）]?(?:\s*签发人.*)?"
    rf"|签发人[:：].*|(?:特急|加急|特提|平急|急件)|(?:绝密|机密|秘密|内部|内部事项|普通事项)(?:[★☆].*)?"
    rf"|(?:{_ORGANISATIONS})[\s\u3000]*[（(]?{DAY}[)）]?|[（(]?{DAY}\s*(?:修[订訂]|发布|公布|通过)?[)）]?"
)
_CODE = re.compile(r"[\W\dA-Za-z]{1,16}|[A-Za-z0-9_.-]+")
"""matches a page number, the number of a file or another code without words"""
_LABEL = re.compile(
    r"\d{4}/\d{1,2}/\d{1,2}\s.*|(?:时间|日期|地点|来源|作者|注|注释|备注|提示|说明|附注)[:：].*|备注|目[\s\u3000]*[录次錄]|附[件表](?:\s?\d{1,2})?"
    r"|(?:政策|部门|文件|图文|权威)(?:解读|法规|文件|动态)|通知公告|公示公告|公告公示|最新文件|政务公开|信息公开|[\u4e00-\u9fff]{2,4}导航"
)
_SENTENCE_END = re.compile(r"。|[；;:：，,、]$|[!！?？].*[。；]")
_SALUTATION = re.compile(r".*[:：]$")
_STRESS = re.compile(r"[!！?？]$")
_OPENING = re.compile(rf"(?:{_ORGANISATIONS}|[\u4e00-\u9fff]{{0,30}})(?:关于|關於|印发|转发|批转).*")
"""matches the first line of the title of an official letter"""
_KIND = re.compile(
    r".*(?:通知|通告|公告|意见|决定|决议|命令|公报|通报|报告|请示|批复|复函|函|纪要|议案|办法|辦法|规定|規定|规则|規則|细则|細則|条例|條例|要點|須知|须知|准则|準則|原则|原則|方案|预案|计划"
    r"|规划|要点|措施|指南|指引|制度|章程|标准|解释|说明|解读|提示|倡议书|告知书|公示|答复|清单|目录|名单|建议|讲话|安排|政策"
    r"|通知书|令|书|稿)(?:[（(][^（）()]{1,30}[)）]|》|”|的?补充|全文)*"
)
_FULL_KIND = (
    "通知|通告|公告|意见|意見|决定|決定|决议|命令|公报|通报|报告|请示|批复|复函|函|纪要|条例|條例|规定|規定|办法|辦法|细则|細則"
    "|规则|規則|准则|準則|章程|制度|规范|規範|守则|守則|须知|須知|方案|规程|規程|要点|要點|纲要|公约|要求|措施|程序|标准|法"
)
"""words for the kinds of documents that stand alone; lists and forms are not among them, because they are annexes"""
VERSION = r"[（(][^（）()\d]{0,4}(?:\d{4}\s*年)?[^（）()\d]{1,6}[)）]"
"""matches the note on the version of a document after its title: （试行）, （2025年修订）"""
FULL_TITLE = re.compile(
    rf"[^，。；;：:！!？?《》]*(?:《[^》]+》[^，。；;：:！!？?《》]*)*(?:{_FULL_KIND})(?:\s*{VERSION})*"
)
"""matches a line that is the whole title of a document: …管理办法（试行）"""
_NUMBER_BEHIND = re.compile(rf"(.*(?:通知|意见|公告|通告|决定|批复|函))(?:{DOCUMENT_NUMBER})")
"""matches a 文号 after the title on the same line"""
_RULE_NUMBER = r"[A-Z]\d{1,2}(?:[-.]\d{1,3}){1,2}(?:[（(][A-Z-]{2,8}[)）])?[_ ]*"
"""the number of a rule in a collection: L2-26, L7-01(CN-EN)"""
_STEM_NUMBER = re.compile(rf"^(?:\d{{1,6}}[_\-. ]+|{_RULE_NUMBER})(?=.*[\u4e00-\u9fff]{{2}})")
_FIELD_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff）)]{5})\s+[\u4e00-\u9fff]{2,5}[:：]\s*\S*$")
"""matches a field after a title on the same line: 电子发票 发票号码：2411"""
_UNFINISHED = re.compile(r".*(?:关于|關於).*[的于於和与及、]")
_REPEATED = re.compile(r"(\w{1,4}?)\1{2,}\w?")
"""matches the column names of a table on one line: 上下上下上下上下"""
_CODE_BEFORE = re.compile(rf"^(?:\d{{1,6}}_|{_RULE_NUMBER})(?=[\u4e00-\u9fff]{{4}})")
"""matches the number of a file or rule in a collection before its title: 007_居住证暂行条例, L2-26學位學程實施要點"""
_SECOND_LINE = re.compile(
    r"[（(](?!.*(?:通过|公布|发布|批准|会议|[省市区县局]长|主任|书记|主席|以下|附))[\u4e00-\u9fff、]{2,14}[)）]"
)
"""matches a line in brackets below a title that belongs to the title: （试行）, （毕业生）"""
_KIND_ALONE = re.compile(
    r"[\u4e00-\u9fff]{2,6}(?:格式|规范|标准|样式|模板)"
    r"|(?:[\u4e00-\u9fff]{2,4})?(?:通知|通告|公告|公示|启事|简章|须知|办法|规定|细则|方案|指南|报告|倡议书|承诺书|邀请函|实施意见)"
)
"""matches a line that ends a title and consists of hardly more than the kind of the document: 征稿启事, 管理办法"""
_QUOTES = (("“", "”"), ("《", "》"), ("（", "）"))
_RUN_TOGETHER = re.compile(
    r"([^。；：，]{0,40}?关于[^。；：]{4,70}?的(?:补充|紧急)?(?:通知|报告|请示|批复|复函|函|意见|方案|决定|公告|通报|说明|建议))"
    r"(?=[一1][、.]|附件|[各根为按近经妥公省市县国你贵现]|\d{4}年)"
    r"|^([^。；：，《》]{8,60}(?:方案|办法|细则|规定|计划|要点))(?=根据《|为[了加进贯深全认推规切]|按照《)"
)
"""matches the title at the beginning of a text whose lines run together: 关于预算草案的报告一、基本情况…"""


def guess_title(lines: Sequence[str], stem: str) -> str:
    """Return the first of these titles that a document has, or else the file's name.

    - lines near the beginning that match the file's name;
    - the first lines that can be a title;
    - a title at the beginning of a first line in which paragraphs run together.

    If the file's name contains the first lines that can be a title, the name is used: 2019年政府工作报告 instead of
    政府工作报告; but not if the name begins with a number used for sorting.

    Args:
        lines: the lines of the document in order.
        stem: the file's name without its ending.
    """
    first_lines = [_FIELD_BEHIND.sub("", " ".join(line[: 2 * _LONGEST_TITLE].split())) for line in lines[:_TITLE_LINES]]
    candidates = _with_letters_joined([line for line in first_lines if line and not is_boilerplate(line)])
    named = _line_of_stem(candidates, stem)
    if named:
        return without_number(_with_last_line(named, candidates))
    candidates = _from_finished_title(candidates)
    position = _title_line(candidates)
    title = "" if position is None else _joined_title(candidates, position)
    has_name = re.search("[\u4e00-\u9fff]", stem) is not None
    if not 0 < len(title) <= _LONGEST_TITLE or _SENTENCE_END.search(title) or (has_name and _STRESS.search(title)):
        return _run_together(first_lines) or without_number(stem)
    title = _CODE_BEFORE.sub("", title)
    is_contained = letters(title) in letters(stem) and not re.match(r"\d+[_\-. ]", stem)
    return stem if is_contained else title


def without_number(name: str) -> str:
    """Return a name without a leading number used for sorting: 居住证暂行条例 for 004_居住证暂行条例.

    The number of a rule, as in L2-26學位學程實施要點, is removed too. A name without two Chinese characters in a
    row stays as it is.
    """
    return _STEM_NUMBER.sub("", name)


def is_code(title: str) -> bool:
    """Return whether a title is no real title: a code, or the repeated column names of a table (上下上下上下).

    A code is one word or at most 16 characters, none of them Chinese, such as the number or name of a file: 000123,
    index.html.
    """
    return _CODE.fullmatch(title) is not None or _REPEATED.fullmatch(letters(title)) is not None


def letters(text: str) -> str:
    """Return the letters and digits of a text."""
    return re.sub(r"[\W_]", "", text)


def has_same_letters(left: str, right: str) -> bool:
    """Return whether two texts have the same letters and digits; False if ``right`` is empty."""
    return bool(right) and letters(left) == letters(right)


def _run_together(lines: Sequence[str]) -> str:
    """Return the title at the beginning of the first line, if this line is so long that paragraphs run together in it.

    Empty if it is short or begins with no title.
    """
    found = _RUN_TOGETHER.match(lines[0]) if lines and len(lines[0]) > _LONGEST_TITLE else None
    return (found[1] or found[2]) if found else ""


def _with_letters_joined(lines: Sequence[str]) -> list[str]:
    """Return the lines, with the characters of a word joined if each stands on a line of its own: 通 / 告."""
    joined: list[str] = []
    is_open = False
    for line in lines:
        is_single = len(line) == 1 and "\u4e00" <= line <= "\u9fff"
        if is_single and is_open:
            joined[-1] += line
        else:
            joined.append(line)
        is_open = is_single
    return joined


def _line_of_stem(lines: Sequence[str], stem: str) -> str:
    for first in range(len(lines)):
        for count in (1, 2, 3):
            joined = "".join(lines[first : first + count])
            if has_same_letters(joined, stem) and not _CODE.fullmatch(joined):
                return joined
    return ""


def _title_line(lines: Sequence[str]) -> int | None:
    """Return the position of the first line of the title.

    ``None`` if a salutation or a line too long for a title comes before it, or if there is no title.
    """
    for position, line in enumerate(lines):
        if _LETTERHEAD.fullmatch(line) or is_code(line) or _LABEL.fullmatch(line):
            continue
        if _BODY_LINE.fullmatch(line) and _is_above_title(lines[position + 1 :]):
            continue
        if len(line) <= _LONGEST_CRY and _STRESS.search(line) and len(lines) > position + 1:
            continue
        if _SALUTATION.fullmatch(line) or len(line) > _LONGEST_TITLE:
            return None
        opening = next((n for n in range(position, len(lines)) if _is_opening(lines, n)), position)
        return opening if opening - position <= 1 and len(line) <= _LONGEST_LINE // 4 else position
    return None


def _from_finished_title(lines: list[str]) -> list[str]:
    """Return the lines from the second title on if the first is cut off (关于提升质量的), otherwise all lines.

    The first title is not cut off if a line between the two ends it.
    """
    opening = next((n for n, line in enumerate(lines) if _OPENING.fullmatch(line)), None)
    if opening is None or not _UNFINISHED.fullmatch(lines[opening]):
        return lines
    following = next((n for n in range(opening + 1, len(lines)) if _OPENING.fullmatch(lines[n])), None)
    has_end = any(_KIND.fullmatch(line) for line in lines[opening + 1 : following])
    return lines if following is None or has_end else lines[following:]


def _is_above_title(below: Sequence[str]) -> bool:
    """Return whether the lines below the name of an organisation show that the name is a letterhead.

    They do if the first of them that is not the name of an organisation or a 文号 itself belongs to a letterhead, is a
    salutation or a label, or is the beginning or end of a title.
    """
    for line in below[:_MOST_JOINED]:
        if _BODY_LINE.fullmatch(line):
            continue
        is_frame = _LETTERHEAD.fullmatch(line) or _SALUTATION.fullmatch(line) or _LABEL.fullmatch(line)
        return bool(is_frame or _OPENING.fullmatch(line) or _KIND.fullmatch(line))
    return False


def _is_opening(lines: Sequence[str], position: int) -> bool:
    return _OPENING.fullmatch(lines[position]) is not None and _KIND.fullmatch(lines[position]) is not None


def _joined_title(lines: Sequence[str], position: int) -> str:
    """Return the title line joined with its continuation lines, and with joint issuers above it: 财政部 税务总局关于….

    A title with 关于, 印发 or 转发 continues up to the word for the kind of document (通知, 意见 …).
    """
    while position + 1 < len(lines) and lines[position + 1] == lines[position]:
        position += 1
    title = _with_quote_closed(lines, position)
    if _OPENING.fullmatch(title) and not _KIND.fullmatch(_without_document_number(title)):
        for count in range(2, _MOST_JOINED + 1):
            parts = lines[position : position + count]
            if len(parts) < count or any(_ends_title(part) for part in parts[1:]):
                break
            joined = "".join(parts)
            if _KIND.fullmatch(_without_document_number(joined)):
                title = joined
                break
    if re.match(rf"{ORGANISATION}(?:关于|印发)", title):
        above = position
        while above and re.fullmatch(ORGANISATION, lines[above - 1]) and not title.startswith(lines[above - 1]):
            above -= 1
        title = " ".join((*lines[above:position], title))
    title = title if _KIND.fullmatch(title) else _above_first_article(lines, position) or title
    return _with_last_line(_NUMBER_BEHIND.sub(r"\1", title), lines)


def _above_first_article(lines: Sequence[str], position: int) -> str:
    """Return the title on the two or three lines from a position to the first chapter, the first article or 目录.

    Empty if none of these follows, or if the lines do not end with a kind of document, such as 办法, or are too long.
    """
    for count in range(2, _MOST_ABOVE_ARTICLE + 1):
        parts, following = lines[position : position + count], lines[position + count : position + count + 1]
        if any(_ends_title(part) for part in parts):
            break
        joined = "".join(parts)
        if following and _FIRST_PROVISION.match(following[0]) and FULL_TITLE.fullmatch(joined):
            return joined if len(joined) <= _LONGEST_TITLE else ""
    return ""


def _with_last_line(title: str, lines: Sequence[str]) -> str:
    """Return a title with the one or two lines below it that belong to it, such as 征稿启事 or （试行）, if any do."""
    position = next((n for n, line in enumerate(lines) if line and title.endswith(line)), None)
    if position is None:
        return title
    for line in lines[position + 1 : position + 3]:
        ends = _SECOND_LINE.fullmatch(line) or (_KIND_ALONE.fullmatch(line) and not _KIND.fullmatch(title))
        if not ends or len(title + line) > _LONGEST_TITLE or _ends_title(title):
            break
        title += line
    return title


def _with_quote_closed(lines: Sequence[str], position: int) -> str:
    """Return a line, joined with the next one if a quotation or bracket opens on the first and closes on the second."""
    both = "".join(lines[position : position + 2])
    is_open = any(lines[position].count(begin) > lines[position].count(end) for begin, end in _QUOTES)
    is_closed = all(both.count(begin) == both.count(end) for begin, end in _QUOTES)
    return both if is_open and is_closed and len(both) <= _LONGEST_TITLE else lines[position]


def _ends_title(line: str) -> bool:
    """Return whether a line cannot continue a title."""
    return (
        len(line) > _LONGEST_LINE
        or _SENTENCE_END.search(line) is not None
        or _LETTERHEAD.fullmatch(line) is not None
        or _BODY_LINE.fullmatch(line) is not None
        or re.match(r"第\S{1,4}[章条]|[一二三四五六七八九十]+、|[（(]", line) is not None
    )


def _without_document_number(title: str) -> str:
    return _NUMBER_BEHIND.sub(r"\1", re.sub(rf"[（(](?:{DOCUMENT_NUMBER})[)）]$", "", title))
