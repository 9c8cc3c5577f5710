"""Render citations as HTML, with links that open the source."""

from dataclasses import replace
from urllib.parse import urlencode

from qa.citation_text import citation_details
from qa.types import Citation
from qa.web.escaping import attribute, escape
from qa.web.texts import Texts

_REPEALED = ("废止", "失效")


def source_address(citation: Citation) -> str:
    """Return the query string of the page's address that opens a citation in its document."""
    return "?" + urlencode({"document": citation.document_id, "start": citation.start, "end": citation.end})


def repealed_notice(status: str, texts: Texts) -> str:
    """Return a notice as HTML if ``status`` says that a document is no longer in force; else an empty string."""
    if not any(word in status for word in _REPEALED):
        return ""
    return texts.repealed.format(escape(status.removeprefix("已")))


def citation_html(citation: Citation, texts: Texts, *, linked: bool = True) -> str:
    """Return a citation as HTML: the title, the details, and a warning if the document is no longer in force.

    Args:
        citation: the citation.
        texts: the language of the page.
        linked: whether the title is a link; False for a line that reacts to clicks as a whole.
    """
    name = f"《{citation.title}》"
    title = open_link(citation, name, "title") if linked else f'<span class="title">{escape(name)}</span>'
    repealed = repealed_notice(citation.status, texts)
    warning = f' <span class="repealed">{repealed}</span>' if repealed else ""
    # The warning names the status already.
    details = citation_details(replace(citation, status="") if repealed else citation, texts.citation)
    return " · ".join((title, *(escape(part) for part in details))) + warning


def open_link(citation: Citation, text: str, name: str = "open") -> str:
    """Return a link as HTML that opens a citation in its document; ``name`` is its CSS class."""
    return f'<a class="{name} do-open" href="{attribute(source_address(citation))}">{escape(text)}</a>'
