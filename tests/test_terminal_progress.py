"""Progress lines and interruption on the terminal."""

import os
import signal

import pytest

from qa.index import AddProgress
from qa.terminal_progress import progress_line, stopping_on_interrupt


def test_the_line_has_files_passages_rate_and_time_left() -> None:
    progress = AddProgress(12, 300, 400, 500, bytes_read=1000, bytes_total=100_000, seconds=80.0)
    assert progress_line(progress) == "文件 12/300，段落 400，每秒 5.0 段，还需 2:45:20"


def test_an_unknown_rate_is_left_out() -> None:
    assert progress_line(AddProgress(0, 300, 0, 0)) == "文件 0/300，段落 0"


def test_rebuilt_passages_are_counted_without_files() -> None:
    progress = AddProgress(0, 0, 400, 1000, seconds=80.0, rebuilding=True)
    assert progress_line(progress) == "补建段落 400/1000，每秒 5.0 段，还需 0:02:00"


def test_the_first_interrupt_requests_a_stop_and_the_second_interrupts(capsys: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGINT)
    with stopping_on_interrupt() as stop_requested:
        assert not stop_requested()
        os.kill(os.getpid(), signal.SIGINT)
        assert stop_requested()
        assert "正在停下" in capsys.readouterr().err
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before
