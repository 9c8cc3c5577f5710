"""How far an addition has come, and how long it will still take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AddProgress:
    """How far an addition has come; ``passages_total`` counts the passages of the files read so far."""

    files_done: int
    files_total: int
    passages_done: int
    passages_total: int
    bytes_read: int = 0
    """of the files that are not known to be unchanged"""
    bytes_total: int = 0
    seconds: float = 0.0
    """since the first of these files"""
    file: str = ""
    """the path of the file that was read last"""

    @property
    def done(self) -> float:
        """The share of the work that is done, 0 to 1: files not read yet are taken to hold as much for their size."""
        if not self.bytes_total:
            return 1.0
        embedded = self.passages_done / self.passages_total if self.passages_total else 1.0
        return min(1.0, self.bytes_read / self.bytes_total * embedded)

    @property
    def passages_per_second(self) -> float | None:
        """How fast passages are embedded, or ``None`` before the first is."""
        return self.passages_done / self.seconds if self.passages_done and self.seconds > 0 else None

    @property
    def seconds_left(self) -> float | None:
        """How long the rest will take at the rate so far, or ``None`` while that is not known."""
        return self.seconds * (1 / self.done - 1) if self.done and self.passages_done else None
