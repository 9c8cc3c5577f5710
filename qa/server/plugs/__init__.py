"""Interfaces for other tools: Dify, clients of OpenAI's API, Open WebUI."""
