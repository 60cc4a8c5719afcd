"""What must hold of Azure OpenAI resources, whoever declares them."""

from .pack import policies
from .rules import RULES

__all__ = ["RULES", "policies"]
