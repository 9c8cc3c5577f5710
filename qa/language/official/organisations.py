"""The names of bodies that issue documents: 深圳市教育局, 国务院办公厅, 江北市防汛抗旱指挥部.

Patterns are strings for :func:`re.compile`; none has a capturing group.
"""

_END = (
    "[局厅廳委部院府办辦会會处處室组組社署队隊站校司科所行庭馆館]"
    "|机制|機制|中心|公司|集团|集團|大学|大學|学院|學院|中央|军委|党组|联盟|法院|总队|支队"
)
"""the last character or word of a body's name"""
_NO_NAME = (
    "召开|举行|出席|参加|介绍|建立|加紧|加快|可以|如何|发布|"
    "关于|關於|开展|转发|印发|批转|推进|主持|决定|落实|启用|情况|座谈会|新闻|工作会"
)
"""words that occur in headlines but not in names; a headline may end like a name: 召开…新闻发布会"""
ORGANISATION = (
    rf"(?!附件|抄送|特此|联系|对|致|给|向)(?:(?!{_NO_NAME})[\u4e00-\u9fff（）()·“”]){{1,48}}(?:{_END})"
    r"(?:[（(][\u4e00-\u9fff]{2,12}[)）])?"
)
"""the name of a body, which may end in brackets: 深圳市教育局（体育局）"""
ORGANISATION_END = _END
