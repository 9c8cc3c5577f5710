"""Verify and repair a library, and measure its size."""
