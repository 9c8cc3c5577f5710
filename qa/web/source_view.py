"""Render a whole document as HTML: header fields, outline, and text with the citation marked."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from qa.types import DocumentContents, Metadata, Passage, Span
from qa.web.citation_html import repealed_notice
from qa.web.escaping import attribute, escape, paragraphs
from qa.web.page_images import shown_page
from qa.web.texts import Texts


def render_source(contents: DocumentContents, cited: Span, hits: Sequence[Span], texts: Texts) -> str:
    """Return a document as HTML with a citation marked.

    Args:
        contents: the document.
        cited: the cited span; clipped to the text. An empty span marks nothing.
        hits: the spans of the document's passages that were found for the same question.
        texts: the language of the page.
    """
    cited = _inside(cited, len(contents.text))
    meta = contents.summary.metadata
    notice = repealed_notice(meta.status, texts)
    repealed = f'<p class="repealed">{notice}</p>' if notice else ""
    return "".join(
        (
            # Gradio patches the HTML that is shown, so the attribute tells the script that the citation has changed.
            f'<div class="source-view" data-place="{contents.summary.id}-{cited.start}-{cited.end}">',
            '<div class="source-bar">',
            f'<h2 tabindex="-1" lang="zh-CN">《{escape(meta.title)}》</h2>',
            _button("previous", texts.previous_hit),
            '<span class="place" role="status"></span>',
            _button("next", texts.next_hit),
            f'<a class="tool" href="original/{contents.summary.id}" download>{texts.download_original}</a>',
            _button("close", texts.close),
            f'</div>{repealed}<dl class="fields">{"".join(_fields(meta, texts))}</dl>',
            _page_picture(contents, cited, texts),
            f'<div class="source-body"><nav aria-label="{attribute(texts.outline)}">',
            f"{_outline(contents.passages)}</nav>",
            '<div class="source-text" lang="zh-CN" tabindex="0" role="region" ',
            f'aria-label="{attribute(texts.source)}">{"".join(_parts(contents, cited, hits))}</div></div></div>',
        )
    )


def _fields(meta: Metadata, texts: Texts) -> Iterable[str]:
    values = (
        *(meta.issuer, meta.index_number, meta.document_number, meta.category, meta.subject_words),
        *(meta.date_written, meta.date_published, meta.status),
    )
    for name, value in zip(texts.header_fields, values, strict=True):
        if value:
            shown = value.isoformat() if isinstance(value, date) else value
            yield f"<div><dt>{name}</dt><dd>{escape(shown)}</dd></div>"


def _page_picture(contents: DocumentContents, cited: Span, texts: Texts) -> str:
    """Return a folded picture of the cited page, loaded when a user opens it; empty if the page cannot be shown."""
    page = shown_page(contents, cited)
    if page is None:
        return ""
    address = f"page/{contents.summary.id}/{cited.start}/{cited.end}"
    picture = f'<img loading="lazy" src="{address}" alt="{attribute(texts.page_picture.format(page))}">'
    link = f'<a href="{address}" target="_blank">{picture}</a>'
    return f'<details class="original-page"><summary class="tool">{texts.show_page}</summary>{link}</details>'


def _outline(passages: Sequence[Passage]) -> str:
    """Return the headings, each once, as links to the first passage under them."""
    links = []
    above: tuple[str, ...] = ()
    for number, passage in enumerate(passages):
        path = passage.heading_path
        same = 0
        while same < min(len(path), len(above)) and path[same] == above[same]:
            same += 1
        for level, heading in enumerate(path[same:], start=same):
            links.append(f'<a class="do-part level-{min(level, 4)}" href="#part-{number}">{escape(heading)}</a>')
        above = path
    return "".join(links)


def _parts(contents: DocumentContents, cited: Span, hits: Sequence[Span]) -> Iterable[str]:
    """Yield the text as HTML, one part per passage; text before the first passage belongs to the first part."""
    text = contents.text
    starts = [0, *(passage.span.start for passage in contents.passages[1:]), len(text)]
    for number, (start, end) in enumerate(pairwise(starts)):
        first, last = max(cited.start, start) - start, min(cited.end, end) - start
        is_cited = first < last
        found = is_cited or any(hit.start < end and start < hit.end for hit in hits)
        names = f"part{' found' if found else ''}{' cited' if is_cited else ''}"
        shown = paragraphs(text[start:end], mark=Span(first, last) if is_cited else Span(0, 0), words=())
        yield f'<div class="{names}" id="part-{number}">{shown}</div>'


def _button(action: str, label: str) -> str:
    return f'<button class="tool do-{action}">{escape(label)}</button>'


def _inside(span: Span, length: int) -> Span:
    start = min(max(span.start, 0), length)
    return Span(start, min(max(span.end, start), length))
