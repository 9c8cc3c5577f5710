"""Small talk: greetings, thanks and questions about the program itself, which the documents cannot answer."""

import re

from qa.language import matching_form
from qa.types import AnswerKind

_PHRASES = {
    AnswerKind.GREETING: (
        r"(?:你|您|大家|各位)(?:们)?好(?:吗)?|早上?好|早安|(?:上午|中午|下午|晚上)好|晚安|哈[喽啰罗]|嗨|喂|在[吗么]|在不在|有人[吗么]|在线吗"
        r"|hi|hello|hey|hithere|hellothere|good(?:morning|afternoon|evening|night)|areyouthere"
    ),
    AnswerKind.THANKS: (
        r"(?:非常|十分|太|真的?是?|很|真心)?(?:感谢|谢谢)(?:你|您)?(?:们)?(?:了|的(?:帮助|回答|解答|回复))?|多谢|谢了|谢您|谢过|辛苦(?:你|您)?了"
        r"|(?:你|您)?(?:真|好|太|很|真是太)(?:棒|厉害|好|聪明|贴心|能干)了?|不错|厉害|好的?|嗯+|行|可以了|没事了|没问题了|收到|明白了?|知道了|懂了|了解了?|帮大忙了"
        r"|thanks?|thank(?:you|u)(?:very|so)?(?:much)?|thanksalot|thx|ok|okay|great|gotit"
    ),
    AnswerKind.FAREWELL: r"再见|拜拜?|回见|回头见|下次见|明天见|我走了|byebye|bye|goodbye|seeyou",
    AnswerKind.IDENTITY: (
        r"(?:你|您)(?:到底|究竟)?是(?:谁|什么(?:东西|人|程序|系统)?|哪位|干什么的|做什么的|(?:不是)?(?:机器人|真人|人工智能|ai)[吗么]?)"
        r"|(?:你|您)(?:叫|的名字(?:是|叫))什么(?:名字)?|(?:请)?(?:自我介绍|介绍一?下(?:你|您)?自己)(?:一下)?"
        r"|who(?:are|r)(?:you|u)|whatareyou|what(?:is|s)yourname|areyou(?:a)?(?:robot|human|bot|ai)"
    ),
    AnswerKind.ABILITY: (
        r"(?:你|您)(?:都|还)?(?:能|会|可以|可)(?:帮我|为我|给我)?(?:(?:做|干|回答|解答|提供)?(?:些|点|一些)?(?:什么|啥|哪些)(?:问题|事情?|服务|忙)?|干[嘛吗])|(?:你|您)有(?:什么|哪些|啥)(?:功能|用|本事)"
        r"|(?:我)?(?:能|可以)(?:问|向)(?:你|您)(?:问|提)?(?:些|哪些)?(?:什么|啥)(?:问题)?|(?:我)?(?:该|应该)?(?:怎么|如何)(?:使用|用|问)(?:你|您)|(?:你|您)怎么用"
        r"|whatcanyoudo|howcanyouhelp|whatcaniask(?:you)?|help"
    ),
}
_TAIL = "[啊呀呢哦噢哈啦呐哟喔嘛吧]*(?:小?助手|机器人|老师|同志|朋友|亲|大家)?[啊呀呢哦噢哈啦呐哟喔嘛吧]*"
"""matches particles and forms of address after a phrase"""
_PATTERNS = tuple((kind, re.compile(rf"(?:{pattern}){_TAIL}")) for kind, pattern in _PHRASES.items())
_NO_LETTERS = re.compile(r"[\W_]+")
_LONGEST = 40


def small_talk(question: str) -> AnswerKind | None:
    """Return the kind of small talk of a text; ``None`` if it is a question, has no letters, or has more than 40.

    The whole text must be small talk: "您好，请问几点开门?" is a question. The last of several phrases decides.

    Args:
        question: the text that the user typed.
    """
    text = _NO_LETTERS.sub("", matching_form(question))
    return _kind_of_last(text) if 0 < len(text) <= _LONGEST else None


def _kind_of_last(text: str) -> AnswerKind | None:
    """Return the kind of the last phrase if phrases cover a text from its beginning to its end; otherwise ``None``."""
    last: dict[int, AnswerKind] = {}
    """maps the length of a beginning that phrases cover to the kind of its last phrase"""
    for end in range(1, len(text) + 1):
        for start in (0, *last):
            kind = next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(text, start, end)), None)
            if kind:
                last[end] = kind
                break
    return last.get(len(text))
