"""Render the library as a list and as small charts, and the reports of uploads."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath

from qa.library import Statistics
from qa.types import AddReport, DocumentSummary, Refusal
from qa.web.escaping import escape
from qa.web.rendering import render_message
from qa.web.texts import EN, Texts
from qa.web.upload_progress import UploadProgress

_BARS = 8
_LISTED_FILES = 20
_ACCEPTED = ("added", "replaced", "unchanged")
_MEBIBYTE = 1 << 20


def document_rows(documents: Sequence[DocumentSummary], search: str = "") -> list[list[str | int]]:
    """Return a row for each document, the last added first, with the columns of ``Texts.list_headers``.

    Args:
        documents: the documents of the library.
        search: keep only documents with this text in title, status, issuer, 文号 or file name; case does not matter.
    """
    rows: list[list[str | int]] = []
    for summary in reversed(documents):
        meta = summary.metadata
        day = meta.date_written or meta.date_published
        name = PurePath(summary.source).name
        # No column of its own: few documents state whether they are in force, so it would be nearly empty.
        title = f"{meta.title}（{meta.status}）" if meta.status else meta.title
        if search.strip().casefold() in "\n".join((title, meta.issuer, meta.document_number, name)).casefold():
            rows.append(
                [
                    *(summary.id, title, meta.issuer, meta.document_number, day.isoformat() if day else ""),
                    *(summary.characters, summary.passages, name),
                ]
            )
    return rows


def render_selected(summary: DocumentSummary, texts: Texts) -> str:
    """Return the title of the selected document as HTML, with a link that opens it as a source."""
    language = "en" if texts is EN else "zh"
    address = f"?document={summary.id}&amp;start=0&amp;end=0&amp;lang={language}"
    title = escape(texts.selected.format(f"《{summary.metadata.title}》"))
    return f'<span>{title}</span> <a class="tool" href="{address}" target="_blank">{texts.open_source}</a>'


def render_statistics(statistics: Statistics, documents: Sequence[DocumentSummary], texts: Texts) -> str:
    """Return the size of the library as HTML, with bars for years, issuers and formats."""
    size = statistics.bytes["total"] / _MEBIBYTE
    totals = texts.totals.format(statistics.documents, statistics.passages, statistics.characters, size)
    charts = (
        _chart(texts.by_year, documents, _year, texts),
        _chart(texts.by_issuer, documents, lambda summary: summary.metadata.issuer, texts),
        _chart(texts.by_format, documents, lambda summary: PurePath(summary.source).suffix.lower(), texts),
    )
    return f'<p class="totals">{totals}</p><div class="charts">{"".join(charts)}</div>'


def render_upload_progress(progress: UploadProgress, texts: Texts) -> str:
    """Return the progress of an addition as HTML: a bar and the latest files, refused files first."""
    step = progress.latest
    state = texts.rebuilding if step.rebuilding else texts.uploading.format(step.files_done, step.files_total)
    state += texts.passages_done.format(step.passages_done, step.passages_total)
    state += texts.pages_recognised.format(step.pages_done, step.pages_total) if step.pages_total else ""
    value = "" if step.rebuilding else f' value="{progress.done:.3f}"'
    bar = f'<progress max="1"{value} aria-label="{texts.upload}"></progress><p>{state}</p>'
    refused, others = [], []
    for source, outcome in reversed(progress.outcomes.items()):
        if outcome and outcome.became == "refused":
            refused.append(Refusal(source, outcome.reason))
        else:
            others.append((source, outcome.became if outcome else ""))
    hidden = max(0, len(refused) - _LISTED_FILES) + max(0, len(others) - _LISTED_FILES)
    earlier = f"<p>{texts.files_before.format(hidden)}</p>" if hidden else ""
    files = f"<ul>{_files(others[:_LISTED_FILES], texts)}</ul>"
    return f'<div class="uploading">{bar}{_refusals(refused[:_LISTED_FILES], texts)}{files}{earlier}</div>'


def render_report(report: AddReport, texts: Texts) -> str:
    """Return the outcome of an upload as HTML: files by outcome, the reasons for refusals, the accepted files."""
    counts = (len(part) for part in (report.added, report.replaced, report.unchanged, report.refused))
    summary = f'<p role="status">{texts.added.format(*counts)}</p>'
    files = _files([(source, became) for became in _ACCEPTED for source in getattr(report, became)], texts)
    accepted = (
        f'<details class="accepted"><summary>{texts.each_file}</summary><ul>{files}</ul></details>' if files else ""
    )
    return summary + _refusals(report.refused, texts) + accepted


def _refusals(refused: Sequence[Refusal], texts: Texts) -> str:
    reasons = "".join(f"<li>{render_message(refusal.reason, texts, Path(refusal.source))}</li>" for refusal in refused)
    return f'<p class="refused">{texts.refused}</p><ul>{reasons}</ul>' if reasons else ""


def _files(files: Sequence[tuple[str, str]], texts: Texts) -> str:
    """Return an HTML list item for each pair of a file and its outcome."""
    return "".join(
        f"<li>{escape(PurePath(source).name)}: {texts.file_outcomes[became]}</li>" for source, became in files
    )


def _chart(
    title: str, documents: Sequence[DocumentSummary], group: Callable[[DocumentSummary], str], texts: Texts
) -> str:
    counts = Counter(group(summary) or texts.unknown for summary in documents).most_common(_BARS)
    largest = max((count for _, count in counts), default=1)
    bars = "".join(
        f'<div class="bar"><span class="name">{escape(name)}</span>'
        f'<span class="track"><span class="fill" style="width:{count / largest:.0%}"></span></span>'
        f'<span class="count">{count}</span></div>'
        for name, count in counts
    )
    return f'<section class="chart"><h3>{title}</h3>{bars}</section>'


def _year(summary: DocumentSummary) -> str:
    day = summary.metadata.date_written or summary.metadata.date_published
    return str(day.year) if day else ""
