"""Read the XML parts of zip packages."""

import posixpath
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse_xml(content: bytes) -> "_Element":
    """Return the root element of a part; entities are not resolved and nothing is fetched.

    Raises:
        lxml.etree.XMLSyntaxError: the part is damaged beyond repair, or the parser would drop its end because elements
            are nested too deep or a text is too long.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(content, parser)
    if root is None or any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise etree.XMLSyntaxError("no element, or too many", 0, 0, 0)
    return root


def local_name(element: "_Element") -> str:
    """Return the name of an element without its namespace; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


class Package:
    """A zip package whose parts refer to each other by path.

    Args:
        archive: the zip file.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}

    def resolve(self, base: str, reference: str) -> str:
        """Return the path of the part that another part refers to.

        Args:
            base: the path of the part that refers.
            reference: a path relative to it, or from the root of the package if it begins with ``/``.
        """
        path = posixpath.join("/", posixpath.dirname(base), reference.strip().replace("\\", "/"))
        return posixpath.normpath(path).lstrip("/")

    def xml(self, path: str) -> "_Element | None":
        """Return the root element of a part; ``None`` if the package lacks it.

        Raises:
            lxml.etree.XMLSyntaxError, and the exceptions of ``zip_file.DAMAGED_ZIP``: the part is damaged.
        """
        content = self.read(path)
        return None if content is None else parse_xml(content)

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a part, ignoring the case of its path; ``None`` if the package lacks it.

        Raises:
            The exceptions of ``zip_file.DAMAGED_ZIP``: the part is damaged.
        """
        name = self._names.get(path.lower())
        return None if name is None else self._archive.read(name)
