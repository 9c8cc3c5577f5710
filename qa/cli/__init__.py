"""The command line ``qa``."""

from qa.cli.commands import main

__all__ = ["main"]
