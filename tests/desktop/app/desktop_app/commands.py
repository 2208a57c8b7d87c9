"""All commands."""

from . import calls, channels, handles
from .registry import commands

__all__ = ["calls", "channels", "commands", "handles"]
