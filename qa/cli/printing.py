"""Print the results of the library's methods."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from qa.answer_words import (
    VECTORS_ONLY,
    confidence_text,
    later_words,
    listing_heading,
    search_notes,
    sentence_text,
    verdict,
)
from qa.citation_text import citation_line, document_citation
from qa.small_talk_text import small_talk_text
from qa.types import AnswerKind

if TYPE_CHECKING:
    from qa.library import Verification
    from qa.types import AddReport, Answer, AnswerSentence, DocumentContents, LaterDocument, Listing

_NAMESAKES_SHOWN = 20
_IDS_SHOWN = 10
_NAMESAKE_FIELDS = {"document_number": "文号", "title": "标题"}
_PART_NAMES = {
    "DATABASE": "数据库",
    "DOCUMENT": "文件",
    "SOURCE": "来源",
    "CORRECTION": "人工更正",
    "VECTOR": "向量",
    "LEXICAL_INDEX": "词语索引",
    "VECTOR_INDEX": "向量索引",
    "UPLOAD": "上传的原件",
    "PIN": "人工指定",
}
"""Chinese names of the members of :class:`qa.library.Part`"""


def print_report(report: "AddReport") -> None:
    """Print the result of adding files: counts on stdout, files that need attention on stderr."""
    counts = f"新加 {len(report.added)}，更换 {len(report.replaced)}，未变 {len(report.unchanged)}"
    click.echo(f"{counts}，移除 {len(report.removed)}，拒绝 {len(report.refused)}")
    for refusal in report.refused:
        click.echo(f"qa: {refusal.reason}", err=True)
    for namesake in report.namesakes[:_NAMESAKES_SHOWN]:
        field = _NAMESAKE_FIELDS[namesake.field]
        click.echo(f"qa: {field}相同而内容不同（{namesake.name}）：{namesake.source} 和 {namesake.other}", err=True)
    if len(report.namesakes) > _NAMESAKES_SHOWN:
        click.echo(f"qa: 还有 {len(report.namesakes) - _NAMESAKES_SHOWN} 个文件与别的文号或标题相同", err=True)
    if report.files_left:
        click.echo(f"qa: 已停下，还有 {report.files_left} 个文件没有处理；再运行同一个命令就接着做", err=True)


def print_contents(contents: "DocumentContents") -> None:
    """Print a document with its metadata, sources and passages."""
    summary = contents.summary
    meta = summary.metadata
    fields = {
        "编号": summary.id,
        "标题": meta.title,
        "发布机构": meta.issuer,
        "索引号": meta.index_number,
        "文号": meta.document_number,
        "分类": meta.category,
        "主题词": meta.subject_words,
        "成文日期": meta.date_written,
        "发布日期": meta.date_published,
        "状态": meta.status,
        "格式": f"{contents.media_type}，{contents.encoding}",
        "校验和": contents.content_hash,
        "字数": summary.characters,
    }
    for name, value in fields.items():
        if value:
            click.echo(f"{name}\t{value}")
    for source in summary.sources:
        click.echo(f"来源\t{source}")
    for number, passage in enumerate(contents.passages, start=1):
        span = passage.span
        place = " › ".join((*passage.heading_path, f"第 {passage.paragraph} 段" if passage.paragraph else "文件头"))
        click.echo(f"\n[{number}] {place}，字符 {span.start}–{span.end}\n{contents.text[span.start : span.end]}")


def print_verification(before: "Verification", after: "Verification") -> None:
    """Print the problems that a verification found and whether a repair solved them.

    Args:
        before: the verification before the repair.
        after: the verification after the repair; the same object if nothing was repaired.
    """
    remaining = set(after.problems)
    for problem in before.problems:
        if problem not in remaining:
            click.echo(f"已修复\t{_PART_NAMES[problem.part.name]}\t{problem.text}")
    for problem in after.problems:
        click.echo(f"有问题\t{_PART_NAMES[problem.part.name]}\t{problem.text}")
    counts = f"文件 {after.documents}，来源 {after.sources}，段落 {after.passages}，向量 {after.vectors}"
    click.echo(f"{counts}；问题 {len(after.problems)}")
    if after.problems:
        was_repaired = after is not before
        remedy = "请从备份恢复，或用 qa remove 删掉再重新添加" if was_repaired else "可用 qa verify --repair 修复"
        click.echo(f"qa: 资料库不完好。{remedy}", err=True)


def print_statistics(record: Mapping[str, Any]) -> None:
    """Print statistics, one name and value per line, tab-separated; nested names are joined by a dot."""
    for name, value in record.items():
        rows = value.items() if isinstance(value, Mapping) else [("", value)]
        for key, entry in rows:
            click.echo(f"{name}{'.' if key else ''}{key}\t{'-' if entry is None else entry}")


def print_answer(answer: "Answer") -> None:
    """Print an answer with its passages, a list of documents, or the reply to small talk."""
    if answer.kind.is_small_talk:
        click.echo("\n".join((small_talk_text(answer), *answer.suggestions)))
        return
    _print_search(answer)
    if answer.listing:
        _print_listing(answer.listing)
        return
    for part in answer.parts:
        click.echo(f"〔{part.question}〕")
        _print_verdict(part)
    if not answer.parts:
        _print_verdict(answer)
    _print_passages(answer)


def _print_search(answer: "Answer") -> None:
    """Print how the search differed from the typed question; report on stderr if it could not use the word index."""
    for note in search_notes(answer):
        click.echo(note)
    if answer.vectors_only:
        click.echo(f"qa: {VECTORS_ONLY}。请检查磁盘空间和权限", err=True)


def _print_listing(listing: "Listing") -> None:
    """Print the documents that a question about the library asks for."""
    click.echo(listing_heading(listing))
    for document in listing.documents:
        click.echo(f"{document.id}\t{citation_line(document_citation(document))}")


def _print_passages(answer: "Answer") -> None:
    if answer.kind is AnswerKind.ANSWER and not answer.sentence:
        empty = "没有文件符合筛选条件" if answer.filters else "资料库是空的，先用 qa add 加入文件"
        click.echo("最接近的段落：" if answer.passages else empty)
    for hit in answer.passages:
        click.echo(f"[{hit.rank}] {citation_line(hit.citation)}\n{hit.text}")
        for citation in hit.also:
            click.echo(f"    同样的话也见于 {citation_line(citation)}")
        click.echo()


def _print_verdict(answer: "Answer") -> None:
    """Print the sentence that answers or may answer, or a line that says why there is none."""
    if answer.sentence:
        if answer.pinned or not answer.found:
            click.echo(verdict(answer))
        _print_sentence(answer.sentence, answer.later)
        click.echo("" if answer.pinned else f"{confidence_text(answer)}\n")
    else:
        click.echo(f"{verdict(answer)}\n")


def _print_sentence(sentence: "AnswerSentence", later: "Sequence[LaterDocument]") -> None:
    click.echo(f"{sentence_text(sentence)}\n    {citation_line(sentence.citation)}")
    for each in later:
        click.echo(f"    {later_words(each)}{citation_line(each.citation)}")


def print_json(value: object) -> None:
    """Print a value as JSON on one line."""
    click.echo(json.dumps(value, ensure_ascii=False))


def some_ids(ids: Sequence[str]) -> str:
    """Return the first ten ids of a list as text for a message, with an ellipsis if there are more."""
    return "、".join(ids[:_IDS_SHOWN]) + ("……" if len(ids) > _IDS_SHOWN else "")
