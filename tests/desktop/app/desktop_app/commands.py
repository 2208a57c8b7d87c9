"""All commands."""

from . import calls, channels, handles, streams
from .registry import commands

__all__ = ["calls", "channels", "commands", "handles", "streams"]
