"""The browser page: layout, events, rendering, and the service behind it."""
