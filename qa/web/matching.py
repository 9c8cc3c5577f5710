"""Where the words of a question stand in a text, to be shown."""

import re

from qa.language import matching_form, words
from qa.types import Span

_SAYS_NOTHING = re.compile(r"请问|什么|怎[么样]|如何|哪[些个里]|多少|是否|可以|为何|何时|我们|他们|这[个些]|那[个些]")
_SHORTEST = 2
_HALF_A_PAIR = re.compile("[\ud800-\udfff]")


def matched_words(question: str, text: str) -> tuple[Span, ...]:
    """The stretches of ``text`` that are words of a question, whatever their width, case and script; none overlap."""
    wanted = {
        word
        for word in words(_HALF_A_PAIR.sub("", question))
        if len(word) >= _SHORTEST and not _SAYS_NOTHING.search(word)
    }
    text = _HALF_A_PAIR.sub("\N{REPLACEMENT CHARACTER}", text)
    folded = matching_form(text)
    if not wanted or len(folded) != len(text):
        # Folding has moved what stands behind, as it does with ㎡: then only what is written alike is found.
        folded = text
    pattern = "|".join(map(re.escape, sorted(wanted, key=lambda word: (-len(word), word))))
    return tuple(Span(*found.span()) for found in re.finditer(pattern, folded)) if wanted else ()
