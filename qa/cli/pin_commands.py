"""The commands for answers that a person chooses: ``qa unanswered`` and ``qa pin …``."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from qa.cli.library_access import opened_library
from qa.cli.options import PATH, json_option, library_option
from qa.cli.printing import print_json
from qa.errors import QaError

_FLAWS = {"unanswered": "没有找到", "disliked": "点了踩"}
_STATES = {"used": "有效", "document_gone": "文件已不在，没有使用", "text_gone": "原文已改，没有使用"}


@click.command()
@click.option("--forget", metavar="QUESTION", help="从记录里删去一个问题，连同它的各种问法")
@library_option
@json_option
def unanswered(forget: str | None, folder: Path | None, as_json: bool) -> None:
    """列出没有回答好的问题：没有找到的，和点了踩的；要先设 QA_QUESTION_LOG_DAYS 才记。"""
    from qa.open_questions import QuestionLog

    with opened_library(folder) as library:
        log = QuestionLog(library.folder)
        if forget is not None:
            click.echo(f"已删 {log.forget(forget)} 条")
            return
        log.delete_expired()
        counts = log.counts([each.pin for each in library.pins() if each.state == "used"])
    if as_json:
        print_json([asdict(count) for count in counts])
        return
    for count in counts:
        flaws = "、".join(_FLAWS[flaw] for flaw in count.flaws)
        click.echo("\t".join((str(count.times), count.last, flaws, count.question, "；".join(count.reasons))))


@click.group()
def pin() -> None:
    """给问题指定答案：文件里的一段原文；回答时注明“人工指定”。"""


@pin.command("add")
@click.argument("question")
@click.argument("document_id", type=int, metavar="ID")
@click.argument("text")
@click.option("--variant", "variants", multiple=True, metavar="QUESTION", help="同一问题的另一种问法，可多次")
@library_option
def add_pin(question: str, document_id: int, text: str, variants: tuple[str, ...], folder: Path | None) -> None:
    """指定 TEXT 回答 QUESTION；TEXT 要与编号 ID 的文件里的原文一字不差。"""
    with opened_library(folder) as library:
        pinned = library.pin(question, document_id, text, variants)
    click.echo(f"已指定，编号 {pinned.pin.id}")


@pin.command("list")
@library_option
@json_option
def list_pins(folder: Path | None, as_json: bool) -> None:
    """列出指定的答案，和它们是否还有效。"""
    from qa.citation_text import citation_line
    from qa.json_output import pin_record

    with opened_library(folder) as library:
        pins = library.pins()
    if as_json:
        print_json([pin_record(each) for each in pins])
        return
    for each in pins:
        place = citation_line(each.sentence.citation) if each.sentence else each.pin.source
        text = " ".join(each.pin.text.split())
        click.echo("\t".join((str(each.pin.id), _STATES[each.state], " / ".join(each.pin.questions), text, place)))


@pin.command("remove")
@click.argument("pin_id", type=int, metavar="ID")
@library_option
def remove_pin(pin_id: int, folder: Path | None) -> None:
    """取消一个指定的答案；编号见 qa pin list。"""
    with opened_library(folder) as library:
        removed = library.unpin(pin_id)
    click.echo(f"已取消：{removed.question}")


@pin.command("export")
@click.argument("file", type=PATH)
@library_option
def export_pins(file: Path, folder: Path | None) -> None:
    """把指定的答案写成问题文件，供 qa evaluate 使用。"""
    from qa.pin_questions import pins_as_questions

    with opened_library(folder) as library:
        rows = list(pins_as_questions(library.pins()))
    try:
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    except OSError as error:
        raise QaError(f"问题文件写不了：{file}（{error.strerror}）。请换一个位置") from error
    click.echo(f"问题 {len(rows)} 个")
