"""All commands."""

from . import calls, channels, endings, events, handles, streams
from .registry import commands

__all__ = ["calls", "channels", "commands", "endings", "events", "handles", "streams"]
