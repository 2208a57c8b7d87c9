"""Programs that do not load: faults 1 to 20, each with the one error that it must end in."""

from __future__ import annotations

from dataclasses import dataclass

from tests.compiler.project import CONFIG, GREET, HEAD

GOOD = HEAD + GREET
IMPATIENT = f"import-timeout = 1\n{CONFIG}"


@dataclass(frozen=True, slots=True)
class Broken:
    """A program, and the one error that building it must end in."""

    fault: int
    what: str
    text: str
    code: str
    place: str | None
    says: str
    helper: str = ""
    config: str = CONFIG


BROKEN = [
    Broken(
        1,
        "raises_at_import",
        "raise ValueError('boom\\nand more')",
        "import-failed",
        "commands.py:1:1",
        "importing `commands` raised ValueError: boom",
    ),
    Broken(
        1,
        "wants_a_name_that_is_not_there",
        "from os import nope",
        "import-failed",
        "commands.py:1:1",
        "cannot import name 'nope' from 'os'",
    ),
    Broken(
        1,
        "raises_in_a_module_it_imports",
        "import helper",
        "import-failed",
        "helper.py:3:5",
        "importing `commands` raised KeyError: 'a'",
        helper="def fail():\n\n    {}['a']\n\nfail()\n",
    ),
    Broken(
        1,
        "raises_what_can_not_be_printed",
        "class Odd(BaseException):\n    def __str__(self):\n        raise self\nraise Odd",
        "import-failed",
        "commands.py:4:1",
        "importing `commands` raised Odd",
    ),
    Broken(
        1,
        "raises_ten_megabytes",
        "raise ValueError('x' * 10_000_000)",
        "import-failed",
        "commands.py:1:1",
        "xxx … xxx",
    ),
    Broken(
        2,
        "syntax_error",
        "x = 1\ndef f(:\n",
        "syntax-error",
        "commands.py:2:7",
        "invalid syntax",
    ),
    Broken(
        2,
        "syntax_error_in_a_module_it_imports",
        "import helper",
        "syntax-error",
        "helper.py:2:7",
        "invalid syntax",
        helper="x = 1\ndef f(:\n",
    ),
    Broken(
        2,
        "syntax_error_in_text_it_evaluates",
        "x = 1\neval('1 +')",
        "import-failed",
        "commands.py:2:1",
        "SyntaxError",
    ),
    Broken(2, "null_byte", "x = 1\0", "syntax-error", "commands.py:1:1", "null bytes"),
    Broken(
        2,
        "unknown_encoding",
        "# -*- coding: klingon -*-\n",
        "syntax-error",
        "commands.py:1:1",
        "klingon",
    ),
    Broken(
        3,
        "circular_import",
        "import helper\nx = 1",
        "import-failed",
        "helper.py:1:1",
        "circular import",
        helper="from commands import x",
    ),
    Broken(
        4,
        "missing_dependency",
        "import numpyy.random",
        "missing-dependency",
        "commands.py:1:1",
        "importing `commands` needs `numpyy`, which is not installed",
    ),
    Broken(
        4,
        "missing_dependency_without_a_name",
        "raise ModuleNotFoundError('install it')",
        "import-failed",
        "commands.py:1:1",
        "ModuleNotFoundError: install it",
    ),
    Broken(
        5,
        "sys_exit_0",
        "import sys\nsys.exit(0)",
        "import-exited",
        "commands.py:2:1",
        "importing `commands` called `sys.exit(0)`",
    ),
    Broken(
        5,
        "sys_exit_in_a_module_it_imports",
        "import helper",
        "import-exited",
        "helper.py:1:1",
        "importing `commands` called `sys.exit(None)`",
        helper="raise SystemExit",
    ),
    Broken(
        6,
        "os_exit_0",
        "import os\nprint('bye', flush=True)\nos._exit(0)",
        "import-exited",
        None,
        "importing `commands` ended the process with exit code 0",
    ),
    Broken(
        6,
        "os_exit_3",
        "import os\nos._exit(3)",
        "import-exited",
        None,
        "importing `commands` ended the process with exit code 3",
    ),
    Broken(
        6,
        "segmentation_fault",
        "import ctypes\nctypes.string_at(0)",
        "import-crashed",
        "commands.py:2:1",
        "importing `commands` crashed the process",
    ),
    Broken(
        6,
        "abort",
        "import os\nos.abort()",
        "import-crashed",
        "commands.py:2:1",
        "`commands` crashed",
    ),
    Broken(
        6,
        "killed",
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
        "import-crashed",
        None,
        "importing `commands` crashed the process (signal 9)",
    ),
    Broken(
        7,
        "endless_loop",
        "x = 1\nwhile True:\n    x += 1",
        "import-timeout",
        "commands.py:",
        "importing `commands` took longer than 1 s",
        config=IMPATIENT,
    ),
    Broken(
        7,
        "sleep_that_catches_everything",
        "import time\nwhile True:\n    try: time.sleep(60)\n    except BaseException: pass",
        "import-timeout",
        "commands.py:3:5",
        "importing `commands` took longer than 1 s",
        config=IMPATIENT,
    ),
    Broken(
        9,
        "asks_on_stdin",
        "input('your name? ')",
        "import-failed",
        "commands.py:1:1",
        "EOFError",
    ),
    Broken(
        11,
        "traces_with_a_broken_hook",
        f"{GOOD}\nimport sys\nsys.settrace(lambda *_: 1 / 0)",
        "import-failed",
        "commands.py:11:1",
        "ZeroDivisionError",
    ),
    Broken(
        12,
        "breaks_inspect",
        f"{GOOD}\nimport inspect\ninspect.getdoc = inspect.unwrap = None",
        "import-failed",
        None,
        "reading the program's commands raised TypeError",
    ),
    Broken(
        12,
        "breaks_builtins",
        f"{GOOD}\nimport builtins\nbuiltins.isinstance = None",
        "import-exited",
        None,
        "importing `commands` ended the process with exit code 1",
    ),
    Broken(
        20,
        "no_registry",
        "x = 1",
        "not-a-registry",
        None,
        "module `commands` holds no `Commands` object",
    ),
    Broken(
        20,
        "no_such_attribute",
        GOOD,
        "not-a-registry",
        None,
        "module `commands` has no `api.commands`",
        config=CONFIG.replace('"commands"', '"commands:api.commands"'),
    ),
    Broken(
        20,
        "attribute_of_another_type",
        GOOD,
        "not-a-registry",
        None,
        "`commands:greet` is no `Commands` object but of type `function`",
        config=CONFIG.replace('"commands"', '"commands:greet"'),
    ),
    Broken(
        20,
        "no_such_module",
        GOOD,
        "module-not-found",
        None,
        "there is no module `comands` (wanted by `comands.api:x` in `commands`)",
        config=CONFIG.replace('"commands"', '"comands.api:x"'),
    ),
]
