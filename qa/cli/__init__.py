"""The command line ``qa``: the same library as in Python, one command per method."""

from qa.cli.commands import main

__all__ = ["main"]
