"""Add files to a library: read, cut, embed, store and index."""
