"""All commands."""

from . import calls, channels, events, handles, streams
from .registry import commands

__all__ = ["calls", "channels", "commands", "events", "handles", "streams"]
