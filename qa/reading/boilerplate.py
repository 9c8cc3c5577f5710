"""Recognise the lines of a saved web page that belong to the page and not to the document."""

import re
from collections.abc import Sequence

from qa.language.official import DATE_IN_DIGITS

_PUBLISHER = r"[局厅委部院府办司会处室心制组社行科署队所站校网报台刊端号讯线]"
_SIZES = r"(?:[\[【(（]?\s*(?:特大|大|中|小)\s*[\])】）]?\s*){2,4}"
_WHOLE_LINE = re.compile(
    rf"""
      【?(打印|打印本页|关闭|关闭窗口|返回顶部|返回|收藏|分享|下载|朗读|微信|微博|附件下载)】?
    | 【打印】.*
    | [-—–]\s*\d{{1,4}}\s*[-—–]
    | [^。；]{{0,100}}(?<!发文)(字体|字号)(大小)?\s*[:：]?\s*{_SIZES}[】\])）]?.{{0,12}}
    | ([^。；]{{0,100}}[\s【\[(（])?(字体|字号)(大小)?\s*[:：]\s*[】\])）]?
    | [^。；]{{0,100}}(浏览次数|浏览量|阅读次数|访问量|点击数|点击量)[:：]\s*[-—\d]*\s*次?[^。；]{{0,40}}
    | (当前位置|您的位置|您所在的位置|您现在的位置)\s*[:：>＞»].*
    | 首页\s*[>＞»].* | 位置\s*[:：]\s*(首页|\S{{0,20}}\s*[>＞»]).*
    | 发布(时间|日期)?[:：]\s*{DATE_IN_DIGITS}.{{0,60}}
    | (日期|时间)[:：]\s*{DATE_IN_DIGITS}[^。；]{{0,40}}(来源|字体|字号|浏览|阅读|点击|作者).{{0,40}}
    | (来源|信息来源|新闻来源|稿源)[:：]\s*(\S{{0,38}}{_PUBLISHER})?(\s[^。；]{{0,40}})?
    | (作者|编辑|责任编辑|责编)[:：][^。；]{{0,40}}
    | (分享到|分享至|扫一扫|相关稿件|相关链接)[^。；，]{{0,60}}
    | (上一篇|下一篇)([:：\s].{{0,60}})?
    | (友情链接|网站地图|版权所有)[^。；]{{0,60}}
    | (主办单位|承办单位|主办|承办)[:：].{{0,60}}(网站标识码|技术支持|版权所有|ICP备).{{0,60}}
    | .{{0,20}}[\u4e00-\u9fff]\s*ICP\s*[备证].*
    | [^。；]{{0,20}}公网安备\s*\d.*
    | (Edited|Created|Converted|Generated|Produced|Printed)\s+(by|with|using)\s
      .{{0,30}}(PDF|Word|Office|Editor|Aspose|Spire).{{0,40}}
    | (Copyright\s.{{0,80}}|This\s(document|file)\s.{{0,60}})?(For\s)?(Evaluation|Trial|Unregistered|Unlicensed)
      \s(Only|Version|Copy|Warning).{{0,100}}
    """,
    re.VERBOSE,
)

_PATH = re.compile(
    r"(?:当前位置|您的位置|您所在的位置|您现在的位置|现在位置)\s*[:：>＞»].*|(?:位置\s*[:：]\s*)?首页\s*[>＞»›].*"
)
"""matches the path of a page in its site (首页 > 政务公开), which stands below the navigation and above the document"""
_PRINTED = re.compile(r"\d{4}/\d{1,2}/\d{1,2}\s")
"""matches the beginning of the line that a browser prints above a page: the day, then the page's title"""
_MOST_NAVIGATION, _LONGEST_NAVIGATION, _SHORTEST_TITLE = 40, 100, 8
_TITLE = re.compile(
    r"[^。]*(?:关于|關於)[^。]*"
    r"|[^。，]*(?:通知|公告|通告|意见|办法|规定|条例|细则|方案|章程|批复|函)(?:[（(].*[)）])?"
)


def is_boilerplate(line: str) -> bool:
    """Return whether a line is navigation, a visit counter or another part of the frame of a page.

    A page number, and a notice of the program that converted the file, are boilerplate too.
    """
    return _WHOLE_LINE.fullmatch(line.strip()) is not None


def navigation_length(lines: Sequence[str]) -> int:
    """Return the number of lines of navigation at the top of a saved page, including the page's path in its site.

    The number is 0 if the first 40 lines hold no such path, or if a sentence, a long line or a title stands above the
    path.

    Args:
        lines: the first lines of a text, without the white space around them.
    """
    found = next((n for n, line in enumerate(lines[:_MOST_NAVIGATION]) if _PATH.fullmatch(line)), None)
    above = lines[: found or 0]
    is_text = any(
        "。" in line or len(line) > _LONGEST_NAVIGATION or (len(line) >= _SHORTEST_TITLE and _TITLE.fullmatch(line))
        for line in above
        if not _PRINTED.match(line)
    )
    return 0 if found is None or is_text else found + 1
