"""The browser page: what it shows and what stands behind it."""
