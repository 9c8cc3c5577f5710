"""Work that outlives a request: adding files, evaluating."""
