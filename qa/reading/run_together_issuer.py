"""Find the issuer of a document without line ends, in which letterhead, title, text and signature run together.

Such texts come from text recognition and from some databases. The words beside a name show that it is the issuer: at
the beginning 文件, the 文号 or 关于 follows the name, at the end the date (GB/T 9704—2012, 7.2.4, 7.3.5).
"""

import re

from qa.language.official import DAY, ORGANISATION_END

_LEAST_LENGTH = 150
"""minimum number of characters of a line in which several paragraphs run together"""
_HEAD = 120
"""number of characters at the beginning to search for letterhead, 文号 and title"""
_MARK = r"内部事项|普通事项|内部资料|特急|加急|急件|平急|机密|秘密|★|\s|\d"
_NAME = (
    rf"[\u4e00-\u9fff](?:(?!{_MARK})[\u4e00-\u9fff（）()]){{2,48}}?(?:{ORGANISATION_END})"
    r"(?:办公室|党组|党委|[员員]会|委员会|工作组|领导小组)*"
)
_NUMBER = r"[\u4e00-\u9fff]{1,10}[〔\[(（]\s*20\d\d\s*年?[〕\])）]\s*第?\d{1,5}\s*号"
"""matches a 文号, also with brackets that recognition confused"""
_BEHIND = rf"(?:{_MARK})*(?:部门)?(?:{_MARK})*"
_LETTERHEAD = re.compile(rf"(?:{_MARK})*(?P<name>{_NAME}){_BEHIND}文件")
_BEGINNING = re.compile(rf"(?:{_MARK})*(?P<name>{_NAME}){_BEHIND}(?:(?={_NUMBER})|(?:(?P=name))?(?=关于))")
_SIGNED = re.compile(rf"(?<=[。；）)\dXx】])\s*(?P<name>{_NAME})\s*(?:{DAY})")
_NOT_A_NAME = re.compile(
    r"^[期号年月日页项次元人个条款届]|关于|现将|按照|根据|附件|联系|抄送|报送|负责|[请由各于对的是为自]"
    r"|[表函]|办公会|方案|报告|通知|名单|统计|会议"
)
_LEAST_REPEATED = 2
"""minimum number of characters that the names of bodies of one place share at their beginnings"""


def run_together_issuer(line: str) -> str:
    """Return the bodies that issued a document that is one long line, separated by blanks; empty if there is none."""
    if len(line) < _LEAST_LENGTH:
        return ""
    head = line[:_HEAD]
    for found in (_LETTERHEAD.match(head), _BEGINNING.match(head)):
        if found and _is_name(found["name"]):
            return _split(found["name"])
    signatures = [found["name"] for found in _SIGNED.finditer(line) if _is_name(found["name"])]
    return _split(signatures[-1]) if signatures else ""


def _is_name(name: str) -> bool:
    return _NOT_A_NAME.search(name) is None


def _split(names: str) -> str:
    """Return the names of several bodies of one place, separated by blanks and each once."""
    place = re.escape(names[:_LEAST_REPEATED])
    bodies = re.sub(rf"(?<={ORGANISATION_END[: ORGANISATION_END.index(']') + 1]})(?={place})", " ", names).split()
    return " ".join(dict.fromkeys(bodies))
