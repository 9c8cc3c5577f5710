"""The interfaces that other tools expect of a source of knowledge: Dify, OpenAI's clients, Open WebUI."""
