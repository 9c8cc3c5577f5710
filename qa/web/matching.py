"""Find the words of a question in a text, to highlight them."""

import re

from qa.language import matching_form, words
from qa.types import Span

_QUESTION_WORDS = re.compile(r"请问|什么|怎[么样]|如何|哪[些个里]|多少|是否|可以|为何|何时|我们|他们|这[个些]|那[个些]")
_MIN_LENGTH = 2
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def matched_words(question: str, text: str) -> tuple[Span, ...]:
    """Return the spans of ``text`` that are words of a question; they do not overlap.

    Width (full or half), case and script (simplified or traditional) are ignored, unless ignoring them would change the
    length of the text. Question words and single characters are left out.
    """
    wanted = {
        word
        for word in words(_LONE_SURROGATE.sub("", question))
        if len(word) >= _MIN_LENGTH and not _QUESTION_WORDS.search(word)
    }
    text = _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    folded = matching_form(text)
    if not wanted or len(folded) != len(text):
        # Folding changed the length, as it does with ㎡, so the positions differ: match the text as it is written.
        folded = text
    pattern = "|".join(map(re.escape, sorted(wanted, key=lambda word: (-len(word), word))))
    return tuple(Span(*match.span()) for match in re.finditer(pattern, folded)) if wanted else ()
