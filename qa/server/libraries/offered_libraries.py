"""Open the libraries that the server offers, with one model in memory, and build their pages."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from embeddings import Encoder
from qa.library import Library
from qa.server.libraries.configured_libraries import ConfiguredLibrary
from qa.server.served_library import ServedLibrary
from qa.server.server_settings import question_log_days
from qa.settings import Settings
from qa.web.guards.access import Access
from qa.web.library_links import LibraryLink
from qa.web.library_pages import LibraryPages
from qa.web.page import build
from qa.web.service import ReadersService, Service

_SEEDS = Path(__file__).parents[3] / "seeds"


@dataclass(frozen=True, slots=True)
class OfferedLibrary:
    """A library with its service and its pages."""

    configured: ConfiguredLibrary
    served: ServedLibrary
    """the library for the HTTP API and the other interfaces for programs"""
    pages: LibraryPages

    @property
    def service(self) -> Service:
        """The service of the library."""
        return self.served.service


@contextmanager
def offered_libraries(
    configured: Sequence[ConfiguredLibrary], access: Access, folders: tuple[Path, ...] = (), root_path: str = ""
) -> Iterator[list[OfferedLibrary]]:
    """Open libraries and yield them; close them at the end.

    Args:
        configured: the libraries; the first is served at the root.
        access: who may reach the server.
        folders: folders of this computer from which clients may add files.
        root_path: the path under which a proxy serves the pages.

    Raises:
        LibraryError: a library cannot be opened.
        SettingsError: the model does not exist, or the environment has an invalid value.
    """
    settings = Settings.from_environment()
    encoder = Encoder(settings.model)
    # The first documents are for a person who tries the program, so they are not added if there are several libraries.
    seeds = _SEEDS if len(configured) == 1 else None
    with ExitStack() as stack:
        offered: list[OfferedLibrary] = []
        for each in configured:
            library = stack.enter_context(Library.open(each.folder, settings, encoder))
            service = Service(library, seeds, access.read_only, access.stores_feedback)
            service.name = each.name
            service.desk.keep_questions(question_log_days())
            pages = _pages(each, service, access, is_first=not offered)
            served = ServedLibrary(each.name, service, each.description, folders, path=pages.path)
            offered.append(OfferedLibrary(each, served, pages))
        links = tuple(map(_link, offered))
        for opened in offered:
            opened.service.links, opened.service.root_path = links, root_path
        yield offered


def _link(offered: OfferedLibrary) -> LibraryLink:
    configured = offered.configured
    return LibraryLink(configured.name, configured.shown, configured.description, offered.pages.path)


def _pages(configured: ConfiguredLibrary, service: Service, access: Access, is_first: bool) -> LibraryPages:
    # Also while nobody signs in: readers may be added while the server runs.
    readers_page = None if access.read_only else build(ReadersService(service))
    return LibraryPages(configured.name, service, build(service), readers_page, is_first)
