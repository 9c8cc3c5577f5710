"""Search engines derived from the store: words by BM25 and vectors by cosine."""
