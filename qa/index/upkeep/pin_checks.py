"""Check the pins of a library, the answers that a person chose, against their checksums."""

from collections.abc import Iterator

from qa.errors import LibraryError
from qa.index.store import LibraryPaths, PinFile
from qa.index.upkeep.problems import Part, Problem


def pin_problems(paths: LibraryPaths) -> Iterator[Problem]:
    """Yield a problem for each damaged line of the pin file, or one problem if the file cannot be read.

    Args:
        paths: the places of the library's parts.
    """
    try:
        damaged = PinFile(paths.pins).damaged()
    except LibraryError as error:
        yield Problem(Part.PIN, str(error))
        return
    for line in damaged:
        text = f"{paths.pins.name} 第 {line} 行的人工指定损坏（校验和不符），没有使用，原样留着。请重新指定，再删去它"
        yield Problem(Part.PIN, text)
