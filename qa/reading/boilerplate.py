"""Recognise the lines of a saved web page that belong to the page and not to the document."""

import re

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
    | .{{0,20}}(粤|京|沪|浙|苏|闽|鲁|豫|川|渝|津)ICP备.*
    """,
    re.VERBOSE,
)


def is_boilerplate(line: str) -> bool:
    """Return whether a line is navigation, a print button, a visit counter or another part of a page's frame."""
    return _WHOLE_LINE.fullmatch(line.strip()) is not None
