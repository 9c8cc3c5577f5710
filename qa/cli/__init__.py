"""The command line ``qa``: commands for what the Python library does."""

from qa.cli.commands import main

__all__ = ["main"]
