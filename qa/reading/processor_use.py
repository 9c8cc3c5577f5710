"""Measure whether a process computes, or waits for a processor or a disk, rather than for something else (Linux)."""

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
    """whether it runs, or waits for a processor or a disk; otherwise it waits for something else"""

    def is_at_work(self, since: "ProcessorUse") -> bool:
        """Return whether the process has computed since an earlier moment, or is runnable."""
        return self.is_runnable or self.seconds > since.seconds


def processor_use(process_id: int) -> ProcessorUse:
    """Return the processor use of a process with all its threads; on systems without /proc it counts as waiting."""
    try:
        # The name in brackets, which may hold blanks, comes before the state; see proc_pid_stat(5).
        fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ProcessorUse(0.0, is_runnable=False)
    ticks = int(fields[11]) + int(fields[12])
    return ProcessorUse(ticks / os.sysconf("SC_CLK_TCK"), fields[0] in _RUNNABLE)
