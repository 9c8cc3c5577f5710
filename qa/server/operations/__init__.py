"""Tools for administrators of the server: access log, health checks, metrics and the settings file."""
