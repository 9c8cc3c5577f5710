"""Work that continues after the reply to its request: adding files, evaluating."""
