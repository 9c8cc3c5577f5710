"""Parsers run in a process of their own, with limits of time and memory."""

import sys
import threading
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from qa.errors import ReadingError
from qa.reading.formats.base import Extractor
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.parser_process import ParserProcess

PARSERS = """
import os, time
from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.extracted_text import ExtractedText

def reads(content, source):
    return ExtractedText(content.decode(), encoding=str(os.getpid()))
def prints(content, source):
    print("noise")
    return ExtractedText(content.decode())
def refuses(content, source):
    raise ReadingError(Message("文件是空的：{source}。请换一个有文字的文件", source=source))
def fails(content, source):
    raise RuntimeError("a fault of the parser")
def crashes(content, source):
    os.abort()
def hangs(content, source):
    time.sleep(60)
def reads_pages(content, source):
    from qa.reading.page_progress import page_read
    for done in (1, 2, 3):
        time.sleep(0.5)
        page_read(done, 3)
    return ExtractedText("three pages")
def eats_memory(content, source):
    return ExtractedText("x" * (1 << 40))
def eats_and_wraps(content, source):
    try:
        bytearray(1 << 40)
    except MemoryError as error:
        raise ReadingError("damaged") from error
"""


@pytest.fixture(scope="module")
def parsers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Extractor]]:
    folder = tmp_path_factory.mktemp("parsers")
    (folder / "fake_parsers.py").write_text(PARSERS, encoding="utf-8")
    sys.path.insert(0, str(folder))
    yield vars(import_module("fake_parsers"))
    sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def process() -> Iterator[ParserProcess]:
    process = ParserProcess()
    yield process
    process.close()


def test_files_are_read_by_one_process_that_is_not_this_one(
    parsers: dict[str, Extractor], process: ParserProcess
) -> None:
    first, second = (process.extract(parsers["reads"], text.encode(), "/d/a") for text in ("甲", "乙"))
    assert (first.text, second.text) == ("甲", "乙")
    assert first.encoding == second.encoding != str(id(process))
    assert process.extract(parsers["prints"], b"text", "/d/a") == ExtractedText("text")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("refuses", "文件是空的：/d/a"),
        ("fails", "文件读不了：/d/a（解析时出错"),
        ("crashes", "文件读不了：/d/a（解析时出错"),
        ("eats_memory", "读文件占用内存太多：/d/a"),
        ("eats_and_wraps", "读文件占用内存太多：/d/a"),
    ],
)
def test_a_bad_file_is_refused_and_the_next_one_is_read(
    parsers: dict[str, Extractor], process: ParserProcess, name: str, reason: str
) -> None:
    with pytest.raises(ReadingError) as refusal:
        process.extract(parsers[name], b"", "/d/a")
    assert str(refusal.value).startswith(reason)
    assert process.extract(parsers["reads"], b"next", "/d/b").text == "next"


def test_threads_get_the_texts_of_their_own_files(parsers: dict[str, Extractor], process: ParserProcess) -> None:
    texts: dict[int, str] = {}

    def read(number: int) -> None:
        texts[number] = process.extract(parsers["reads"], str(number).encode(), "/d/a").text

    threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == {number: str(number) for number in range(8)}


def test_the_process_starts_again_after_it_was_closed(parsers: dict[str, Extractor], process: ParserProcess) -> None:
    before = process.extract(parsers["reads"], b"", "/d/a").encoding
    process.close()
    assert process.extract(parsers["reads"], b"", "/d/a").encoding != before


def test_the_time_limit_grows_with_the_file(parsers: dict[str, Extractor]) -> None:
    process = ParserProcess(seconds=0.0)
    assert len(process.extract(parsers["reads"], b"x" * 1_000_000, str(Path("/d/a"))).text) == 1_000_000
    process.close()


@pytest.fixture
def hurried(process: ParserProcess, parsers: dict[str, Extractor], monkeypatch: pytest.MonkeyPatch) -> ParserProcess:
    """The running process with one second for each file."""
    process.extract(parsers["reads"], b"", "/d/a")
    monkeypatch.setattr(process, "_seconds", 1.0)
    return process


def test_a_file_that_takes_too_long_is_refused_and_the_next_one_is_read(
    hurried: ParserProcess, parsers: dict[str, Extractor]
) -> None:
    with pytest.raises(ReadingError, match=r"^读文件超时：/d/a（超过 1 秒"):
        hurried.extract(parsers["hangs"], b"", "/d/a")
    hurried._seconds = 60.0
    assert hurried.extract(parsers["reads"], b"next", "/d/b").text == "next"


def test_each_page_has_the_time_limit_to_itself_and_is_reported(
    hurried: ParserProcess, parsers: dict[str, Extractor]
) -> None:
    pages: list[tuple[int, int]] = []
    extracted = hurried.extract(parsers["reads_pages"], b"", "a", lambda done, total: pages.append((done, total)))
    assert extracted.text == "three pages"
    assert pages == [(1, 3), (2, 3), (3, 3)]


def test_an_exception_after_a_page_stops_the_parser(process: ParserProcess, parsers: dict[str, Extractor]) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        process.extract(parsers["reads_pages"], b"", "a", stop)
    assert process.extract(parsers["reads"], "正文".encode(), "a").text == "正文"
