"""The reader: how its examples are mined, how it is trained, and how it is exported."""
