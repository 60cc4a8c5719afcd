"""The door of OpenAI clients: what was deployed can be called. It shows that configuration has effect, not how models answer."""

from .http import app

__all__ = ["app"]
