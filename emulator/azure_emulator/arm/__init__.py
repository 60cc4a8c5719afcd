"""A small Azure Resource Manager: one uniform request, used by every door."""

from .core import Arm
from .response import Response
from .settings import Settings

__all__ = ["Arm", "Response", "Settings"]
