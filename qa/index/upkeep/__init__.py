"""Looking after a library: verification, repair, statistics."""
