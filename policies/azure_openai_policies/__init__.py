"""Rules for Azure OpenAI, as Pulumi policies."""

from .frame import policies

__all__ = ["policies"]
