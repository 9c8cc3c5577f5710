"""Running the server: access log, health, metrics, and the settings file."""
