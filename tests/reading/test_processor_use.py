"""The processor use of a process, which distinguishes a busy computer from a file that hangs."""

import os
import subprocess
import sys

import pytest

from qa.reading.processor_use import ProcessorUse, processor_use


@pytest.mark.parametrize(("seconds", "is_runnable", "at_work"), [(5, True, True), (6, False, True), (5, False, False)])
def test_a_process_that_waits_for_its_turn_is_at_work(seconds: float, is_runnable: bool, at_work: bool) -> None:
    assert ProcessorUse(seconds, is_runnable).is_at_work(ProcessorUse(5, is_runnable=True)) == at_work


def test_a_computing_process_is_runnable_and_a_waiting_one_is_not() -> None:
    assert processor_use(os.getpid()).is_runnable
    assert processor_use(os.getpid()).seconds > 0
    with subprocess.Popen(
        [sys.executable, "-S", "-c", "print(1, flush=True); input()"], stdin=-1, stdout=-1
    ) as waiting:
        assert waiting.stdout
        waiting.stdout.readline()
        uses = (processor_use(waiting.pid) for _ in range(10_000))
        assert any(not use.is_runnable for use in uses)
        waiting.kill()
    assert processor_use(waiting.pid) == ProcessorUse(0.0, is_runnable=False)
