"""Lines of a saved web page that belong to the page and not to the document."""

import re

_WHOLE_LINE = re.compile(
    r"""
      【?(打印|打印本页|关闭|关闭窗口|返回顶部|返回|收藏|分享|下载|朗读|微信|微博)】?
    | 【打印】.*
    | [-—–]\s*\d{1,4}\s*[-—–]
    | .*【?(字体|字号)[:：]?\s*([\[【(（]?\s*[大中小]\s*[\])】）]?\s*)*】?.{0,12}
    | .*(浏览次数|浏览量|阅读次数|访问量|点击数|点击量)[:：].*
    | (首页|当前位置|您的位置|您所在的位置|您现在的位置|位置)\s*[:：>＞»].*
    | (发布|发布时间|发布日期|日期|时间)[:：]\s*\d{4}[-年./]\d{1,2}[-月./]\d{1,2}.{0,60}
    | (来源|信息来源|稿源|作者|编辑|责任编辑|责编)[:：].{0,40}
    | (分享到|分享至|扫一扫|相关稿件|相关链接|上一篇|下一篇|附件下载).{0,60}
    | (友情链接|网站地图|版权所有|主办单位|承办单位).{0,60}
    | .{0,20}(粤|京|沪|浙|苏|闽|鲁|豫|川|渝|津)ICP备.*
    """,
    re.VERBOSE,
)


def is_furniture(line: str) -> bool:
    """Whether a line is navigation, a print button, a visit counter or the like."""
    return _WHOLE_LINE.fullmatch(line.strip()) is not None
