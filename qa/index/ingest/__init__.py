"""Adding files: read, cut, embed, store, index."""
