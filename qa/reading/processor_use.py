"""Measure whether a process is at work, which means that it computes or waits for a processor or a disk (Linux)."""

import os
from dataclasses import dataclass
from pathlib import Path

_RUNNABLE = ("R", "D")
"""states of a process that runs, waits for a processor, or waits for a disk"""


@dataclass(frozen=True, slots=True)
class ProcessorUse:
    """The processor time of a process and its state, at one moment."""

    seconds: float
    """processor time of all its threads since its start"""
    is_runnable: bool
    """whether its main thread runs, or waits for a processor or a disk"""

    def is_at_work(self, since: "ProcessorUse") -> bool:
        """Return whether the process has computed since an earlier moment, or is runnable."""
        return self.is_runnable or self.seconds > since.seconds


def processor_use(process_id: int) -> ProcessorUse:
    """Return the processor use of a process.

    On a system without /proc, and for a process that does not exist: 0 seconds and not runnable.
    """
    try:
        # The name in brackets, which may hold blanks, comes before the state; see proc_pid_stat(5).
        fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ProcessorUse(0.0, is_runnable=False)
    ticks = int(fields[11]) + int(fields[12])
    return ProcessorUse(ticks / os.sysconf("SC_CLK_TCK"), fields[0] in _RUNNABLE)
