"""Starting the program anew.

Tauri would start ``/proc/self/exe``, which is not the interpreter of a virtual environment, and
would end this process before Python has cleaned up.
"""

import subprocess
import sys
import warnings


def start_again() -> None:
    """Start this program once more, with the same arguments, and leave it to itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # nobody waits for it
        subprocess.Popen([sys.executable, *sys.orig_argv[1:]])  # noqa: S603  itself
