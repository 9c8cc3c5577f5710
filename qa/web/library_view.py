"""The library as a list and as small charts."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath

from qa.library import Statistics
from qa.types import AddReport, DocumentSummary, Refusal
from qa.web.arrivals import Arrivals
from qa.web.escaping import escape
from qa.web.rendering import render_message
from qa.web.texts import EN, Texts

_BARS = 8
_LATEST = 20
_TAKEN = ("added", "replaced", "unchanged")
_MEBIBYTE = 1 << 20


def document_rows(documents: Sequence[DocumentSummary], wanted: str = "") -> list[list[str | int]]:
    """A row a document, newest first, as under ``Texts.list_headers``.

    Args:
        documents: of the library.
        wanted: only those in whose title, status, issuer, 文号 or file name this stands.
    """
    rows: list[list[str | int]] = []
    for summary in reversed(documents):
        meta = summary.metadata
        day = meta.date_written or meta.date_published
        name = PurePath(summary.source).name
        # A column of its own would be empty: few documents say whether they are in force.
        title = f"{meta.title}（{meta.status}）" if meta.status else meta.title
        if wanted.strip().casefold() in "\n".join((title, meta.issuer, meta.document_number, name)).casefold():
            rows.append(
                [
                    *(summary.id, title, meta.issuer, meta.document_number, day.isoformat() if day else ""),
                    *(summary.characters, summary.passages, name),
                ]
            )
    return rows


def render_chosen(summary: DocumentSummary, texts: Texts) -> str:
    """Which document is chosen, with a link that opens it as a source."""
    language = "en" if texts is EN else "zh"
    address = f"?document={summary.id}&amp;start=0&amp;end=0&amp;lang={language}"
    said = escape(texts.chosen.format(f"《{summary.metadata.title}》"))
    return f'<span>{said}</span> <a class="tool" href="{address}" target="_blank">{texts.open_source}</a>'


def render_statistics(statistics: Statistics, documents: Sequence[DocumentSummary], texts: Texts) -> str:
    """How much there is, and of which years, issuers and formats, as bars."""
    size = statistics.bytes["total"] / _MEBIBYTE
    totals = texts.totals.format(statistics.documents, statistics.passages, statistics.characters, size)
    charts = (
        _chart(texts.by_year, documents, _year, texts),
        _chart(texts.by_issuer, documents, lambda summary: summary.metadata.issuer, texts),
        _chart(texts.by_format, documents, lambda summary: PurePath(summary.source).suffix.lower(), texts),
    )
    return f'<p class="totals">{totals}</p><div class="charts">{"".join(charts)}</div>'


def render_arrivals(arrivals: Arrivals, texts: Texts) -> str:
    """How far files are that are being added: a bar, and the latest of them, those that were refused first."""
    progress = arrivals.progress
    said = texts.uploading.format(progress.files_done, progress.files_total)
    if progress.rebuilding:
        said = texts.mending
    said += texts.passages_done.format(progress.passages_done, progress.passages_total)
    value = "" if progress.rebuilding else f' value="{arrivals.done:.3f}"'
    bar = f'<progress max="1"{value} aria-label="{texts.upload}"></progress><p>{said}</p>'
    refused, others = [], []
    for source, outcome in reversed(arrivals.outcomes.items()):
        if outcome and outcome.became == "refused":
            refused.append(Refusal(source, outcome.reason))
        else:
            others.append((source, outcome.became if outcome else ""))
    before = max(0, len(refused) - _LATEST) + max(0, len(others) - _LATEST)
    earlier = f"<p>{texts.files_before.format(before)}</p>" if before else ""
    files = f"<ul>{_files(others[:_LATEST], texts)}</ul>"
    return f'<div class="arriving">{bar}{_refusals(refused[:_LATEST], texts)}{files}{earlier}</div>'


def render_report(report: AddReport, texts: Texts) -> str:
    """What became of uploaded files: how many of each, and why some were refused."""
    counts = (len(part) for part in (report.added, report.replaced, report.unchanged, report.refused))
    said = f'<p role="status">{texts.added.format(*counts)}</p>'
    files = _files([(source, became) for became in _TAKEN for source in getattr(report, became)], texts)
    taken = f'<details class="taken"><summary>{texts.each_file}</summary><ul>{files}</ul></details>' if files else ""
    return said + _refusals(report.refused, texts) + taken


def _refusals(refused: Sequence[Refusal], texts: Texts) -> str:
    reasons = "".join(f"<li>{render_message(one.reason, texts, Path(one.source))}</li>" for one in refused)
    return f'<p class="refused">{texts.refused}</p><ul>{reasons}</ul>' if reasons else ""


def _files(files: Sequence[tuple[str, str]], texts: Texts) -> str:
    """A line a file, with what became of it."""
    return "".join(
        f"<li>{escape(PurePath(source).name)}: {texts.file_outcomes[became]}</li>" for source, became in files
    )


def _chart(
    title: str, documents: Sequence[DocumentSummary], kind: Callable[[DocumentSummary], str], texts: Texts
) -> str:
    counted = Counter(kind(summary) or texts.unknown for summary in documents).most_common(_BARS)
    most = max((number for _, number in counted), default=1)
    bars = "".join(
        f'<div class="bar"><span class="name">{escape(name)}</span>'
        f'<span class="track"><span class="fill" style="width:{number / most:.0%}"></span></span>'
        f'<span class="count">{number}</span></div>'
        for name, number in counted
    )
    return f'<section class="chart"><h3>{title}</h3>{bars}</section>'


def _year(summary: DocumentSummary) -> str:
    day = summary.metadata.date_written or summary.metadata.date_published
    return str(day.year) if day else ""
