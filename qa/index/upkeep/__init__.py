"""Verify, repair, back up and measure a library."""
