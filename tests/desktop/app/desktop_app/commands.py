"""All commands."""

from . import calls as calls
from . import channels as channels
from . import handles as handles
from . import setup as setup
from .registry import commands as commands
