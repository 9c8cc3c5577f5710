"""Telephone numbers."""

TELEPHONE_NUMBER = (
    r"(?<![\da-z第])(?:1\d{10}|(?:0\d{2,3}[-—]?)?\d{7,8}(?:转\d+)?|(?:12|95|96)\d{3}|1(?:10|19|2[02]))(?![\da-z])"
)
"""of a mobile or fixed line, with its extension, or of a hotline: 0755-88121234转8, 12345, 120"""
