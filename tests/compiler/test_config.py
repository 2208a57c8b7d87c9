"""The configuration, and everything that can be wrong with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pytauri_gen.config import Config, load_config
from pytauri_gen.diagnostics.model import DiagnosticError
from pytauri_gen.typescript.options import WIRE, Codec, Options
from tests.compiler.project import CONFIG, Project

COMMANDS = 'commands = ["app:commands"]\n'
CONTRACT = 'contract = "contract.json"\n'
MINIMAL = COMMANDS + CONTRACT
RICH = "[typescript]\nvalues = 'rich'\n"


def load(root: Path, text: str | bytes, name: str = "pytauri-gen.toml") -> Config:
    (root / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_config(root)


def test_every_key(tmp_path: Path) -> None:
    text = """
commands = ["app.one:commands", "app.two", "app.three:api.commands"]
app = "window.main"
python-path = ["src", "/lib"]
contract = "build/contract.json"
import-timeout = 2.5
typescript.out = "../ui/client"
typescript.values = "rich"
typescript.dates = "Temporal"
typescript.brands = true
typescript.codecs.decimal = "../ui/decimal.ts#decimals"
typescript.codecs.datetime = "luxon-codec#$all"
rust.out = "native/py_commands"
rust.bridge = "native/bridge"
rust.plugins = ["tauri-plugin-dialog", "tauri-plugin-fs", "tauri-plugin-dialog"]
src-tauri = "native/app"
"""
    assert load(tmp_path, text) == Config(
        path=tmp_path / "pytauri-gen.toml",
        root=tmp_path,
        targets=("app.one:commands", "app.two", "app.three:api.commands"),
        app="window.main",
        python_path=(tmp_path / "src", Path("/lib")),
        typescript_out=tmp_path / "../ui/client",
        typescript=Options(
            rich=True,
            temporal=True,
            brands=True,
            codecs={
                "decimal": Codec("../decimal.ts", "decimals"),
                **dict.fromkeys(
                    ("datetime", "aware-datetime", "naive-datetime"), Codec("luxon-codec", "$all")
                ),
            },
        ),
        rust_out=tmp_path / "native/py_commands",
        rust_package="py-commands",
        rust_bridge=tmp_path / "native/bridge",
        rust_plugins=("tauri-plugin-dialog", "tauri-plugin-fs"),
        src_tauri=tmp_path / "native/app",
        checks_capabilities=True,
        contract=tmp_path / "build/contract.json",
        import_timeout=2.5,
    )


def test_defaults_and_a_byte_order_mark(tmp_path: Path) -> None:
    config = load(tmp_path, b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())
    assert (config.python_path, config.typescript_out) == ((tmp_path,), None)
    assert config.typescript == WIRE
    assert config.app == "app"
    assert (config.rust_out, config.rust_plugins, config.src_tauri) == (None, (), None)
    assert config.import_timeout == 30


def test_where_tauris_folder_is(tmp_path: Path) -> None:
    """Capabilities are checked only if it is known that commands have permissions of their own."""
    (tmp_path / "src-tauri").mkdir()
    for line, expected, checked in (
        ("", "src-tauri", False),
        ('rust.out = "native/commands"', "native", True),
        ('src-tauri = "native"', "native", True),
        ('rust.out = "native/commands"\nsrc-tauri = "src-tauri"', "src-tauri", True),
    ):
        config = load(tmp_path, MINIMAL + line)
        assert (config.src_tauri, config.checks_capabilities) == (tmp_path / expected, checked)


def test_it_is_found_in_the_parents_of_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = "[tool.pytauri-gen]\n" + MINIMAL
    (tmp_path / "pyproject.toml").write_text(table, encoding="utf-8")
    inner = tmp_path / "app/ui"
    inner.mkdir(parents=True)
    (inner / "pyproject.toml").write_text("[project]\nname = 'ui'\n", encoding="utf-8")
    monkeypatch.chdir(inner)
    assert load_config(None).root == tmp_path
    assert load_config(Path("../..")).root == tmp_path
    assert load_config(Path("../../pyproject.toml")).root == tmp_path
    (inner / "pytauri-gen.toml").write_text(MINIMAL, encoding="utf-8")
    assert load_config(None).path == inner / "pytauri-gen.toml"


WRONG = [
    ("", "`commands` is missing: it names the registries to compile"),
    ("commands = []", "`commands` is missing"),
    ("commands = 'app'", "`commands` must be a list, not 'app'"),
    ("commands = [1]", "`commands` must be a list of strings, not [1]"),
    ("commands = ['a b']", "`commands` holds 'a b', which is not `package.module:attribute`"),
    ("commands = ['a:b:c']", "`commands` holds 'a:b:c'"),
    ("commands = ['.a']", "`commands` holds '.a'"),
    ("commands = ['a:']", "`commands` holds 'a:'"),
    ("commands = ['../a.py']", "`commands` holds '../a.py'"),
    ("commands = ['']", "`commands` holds ''"),
    (COMMANDS, "nothing to build: set `typescript.out`, `rust.out` or `contract`"),
    (COMMANDS + "[typescript]", "nothing to build"),
    (MINIMAL + "typescript.values = 'deep'", '`typescript.values` must be "wire" or "rich", not'),
    (MINIMAL + "typescript.values = 1", "`typescript.values` must be a string, not 1"),
    (MINIMAL + "typescript.brands = 'yes'", "`typescript.brands` must be true or false, not 'yes'"),
    (MINIMAL + "typescript.dates = 'Date'", "`typescript.dates` has a meaning only with"),
    (MINIMAL + "typescript.codecs.uuid = 'a#b'", "`typescript.codecs` has a meaning only with"),
    (MINIMAL + RICH + "dates = 'Moment'", "`typescript.dates` must be"),
    (MINIMAL + RICH + "codecs = 'a#b'", "`typescript.codecs` must be a table"),
    (MINIMAL + RICH + "codecs.uuid = 5", "`typescript.codecs.uuid` must be a string"),
    (MINIMAL + RICH + "codecs.uuid = 'a'", "`typescript.codecs.uuid` must be `./module.ts#export`"),
    (MINIMAL + RICH + "codecs.uuid = '#a'", "`typescript.codecs.uuid` must be"),
    (MINIMAL + RICH + "codecs.uuid = 'a#b c'", "`typescript.codecs.uuid` must be"),
    (MINIMAL + RICH + 'codecs.uuid = "a\\nb#c"', "`typescript.codecs.uuid` must be"),
    (COMMANDS + "contract = 5", "`contract` must be a string, not 5"),
    (COMMANDS + "contract = ''", "`contract` must be a path, not ''"),
    (COMMANDS + 'contract = "a\\u0000b"', "`contract` must be a path, not 'a\\x00b'"),
    (COMMANDS + "typescript = 'client'", "`typescript` must be a table, not 'client'"),
    (COMMANDS + "typescript.out = ['a']", "`typescript.out` must be a string, not ['a']"),
    (COMMANDS + "typescript.out = '.'", "`typescript.out` must be a folder of its own"),
    (COMMANDS + "typescript.out = '../..'", "`typescript.out` must be a folder of its own"),
    (
        COMMANDS + "contract = 'client/index.js'\ntypescript.out = 'client'",
        "`contract` must lie outside of `typescript.out`",
    ),
    (MINIMAL + "rust = true", "`rust` must be a table, not True"),
    (MINIMAL + "rust.out = 5", "`rust.out` must be a string, not 5"),
    (MINIMAL + "rust.out = ''", "`rust.out` must be a path, not ''"),
    (MINIMAL + "rust.out = '../..'", "`rust.out`"),
    *(
        (MINIMAL + f"rust.out = 'src-tauri/{name}'", f"`rust.out` is the folder '{name}', but its")
        for name in ("2nd", "My", "größe", "a b", "a.b", "_a", "a_", "a__b", "fn", "tauri", "test")
    ),
    (MINIMAL + "rust.plugins = 'dialog'", "`rust.plugins` must be a list, not 'dialog'"),
    (MINIMAL + "rust.plugins = [1]", "`rust.plugins` must be a list of strings, not [1]"),
    (MINIMAL + "rust.plugins = ['']", "`rust.plugins` holds '', which is not `tauri-plugin-`"),
    (MINIMAL + "rust.plugins = ['dialog']", "`rust.plugins` holds 'dialog', which is not"),
    (MINIMAL + "rust.plugins = ['a\"b']", "`rust.plugins` holds 'a\"b'"),
    (MINIMAL + "app = 1", "`app` must be a string, not 1"),
    (MINIMAL + "app = ''", "`app` is '', which is not the name of a module"),
    (MINIMAL + "app = 'a-b'", "`app` is 'a-b', which is not the name of a module"),
    (MINIMAL + "src-tauri = []", "`src-tauri` must be a string, not []"),
    (
        COMMANDS + "rust.out = 'native'\ncontract = 'native/contract.json'",
        "`contract` must lie outside of `rust.out`",
    ),
    (
        MINIMAL + "rust.out = 'native'\nsrc-tauri = 'native/app'",
        "`src-tauri` must lie outside of `rust.out`",
    ),
    *(
        (MINIMAL + text, "neither of `typescript.out` and `rust.out` may lie in the other")
        for text in (
            "rust.out = 'out'\ntypescript.out = 'out'",
            "rust.out = 'out'\ntypescript.out = 'out/client'",
            "rust.out = 'out/native/../commands'\ntypescript.out = 'out'",
        )
    ),
    (MINIMAL + "python-path = 'src'", "`python-path` must be a list, not 'src'"),
    (MINIMAL + 'python-path = ["a\\u0000"]', "`python-path` must be a list of strings"),
    (MINIMAL + "import-timeout = '5'", "`import-timeout` must be a number, not '5'"),
    (MINIMAL + "import-timeout = true", "`import-timeout` must be a number, not True"),
    (MINIMAL + "import-timeout = 0", "`import-timeout` must be more than 0 and at most 86400"),
    (MINIMAL + "import-timeout = nan", "`import-timeout` must be more than 0"),
    (MINIMAL + "import-timeout = inf", "`import-timeout` must be more than 0"),
    (MINIMAL + f"import-timeout = 1{'0' * 400}", "`import-timeout` must be more than 0"),
    ("commands = [", "Invalid value"),
    (MINIMAL + MINIMAL, "Cannot overwrite a value"),
    (b"\xff\xfe", "codec can't decode byte 0xff"),
    (f"x = {'[' * 5000}{']' * 5000}", "it is nested too deeply"),
]


@pytest.mark.parametrize(("text", "says"), WRONG, ids=lambda each: ascii(each)[:40])
def test_wrong_values(text: str | bytes, says: str, tmp_path: Path) -> None:
    with pytest.raises(DiagnosticError) as caught:
        load(tmp_path, text)
    diagnostic = caught.value.diagnostic
    assert diagnostic.code == "invalid-config"
    assert diagnostic.message.startswith(f"{tmp_path / 'pytauri-gen.toml'}: ")
    assert says in diagnostic.message
    assert diagnostic.hint is not None


@pytest.mark.parametrize(
    ("line", "key", "nearest"),
    [
        ("comands = ['app']", "comands", "commands"),
        ("python_path = ['src']", "python_path", "python-path"),
        ("timeout = 5", "timeout", "import-timeout"),
        ("src_tauri = 'a'", "src_tauri", "src-tauri"),
        ("rust.plugin = 'a'", "rust.plugin", "rust.plugins"),
        ("rust.output = 'a'", "rust.output", "rust.out"),
        ("typescript.Out = 'a'", "typescript.Out", "typescript.out"),
        ("typescript.output = 'a'", "typescript.output", "typescript.out"),
        ("typescript.value = 'rich'", "typescript.value", "typescript.values"),
        (RICH + "codecs.dates = 'a#b'", "typescript.codecs.dates", "typescript.codecs.date"),
    ],
)
def test_an_unknown_key_suggests_the_nearest(
    line: str, key: str, nearest: str, tmp_path: Path
) -> None:
    with pytest.raises(DiagnosticError) as caught:
        load(tmp_path, MINIMAL + line)
    assert caught.value.diagnostic.message.endswith(f": unknown key `{key}`")
    assert caught.value.diagnostic.hint == f"did you mean `{nearest}`?"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("tool = 5", "`tool` must be a table, not 5"),
        ("[tool]\npytauri-gen = 5", "`tool.pytauri-gen` must be a table, not 5"),
        ("[tool.pytauri-gen]", "`commands` is missing"),
        ("[tool", "Expected ']'"),
    ],
)
def test_wrong_tables_of_pyproject(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(DiagnosticError, match=r"pyproject\.toml: ") as caught:
        load(tmp_path, text, "pyproject.toml")
    assert says in caught.value.diagnostic.message


def test_no_configuration(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    for path in (tmp_path, tmp_path / "nowhere.toml", tmp_path / ("x" * 5000), Path(os.devnull)):
        with pytest.raises(DiagnosticError) as caught:
            load_config(path)
        assert caught.value.diagnostic.code == "config-not-found"
        assert str(path) in caught.value.diagnostic.message
    with pytest.raises(DiagnosticError, match=r"it has no table `\[tool.pytauri-gen\]`"):
        load_config(tmp_path / "pyproject.toml")


def test_the_command_line_says_so_and_exits_2(project: Project) -> None:
    project.config(CONFIG.replace("out =", "outt ="))
    run = project.run("build")
    assert (run.code, run.out) == (2, "")
    assert "error[invalid-config]: " in run.err
    assert "= help: did you mean `typescript.out`?" in run.err
    (project.root / "pytauri-gen.toml").unlink()
    run = project.run("check")
    assert (run.code, run.out) == (2, "")
    assert "error[config-not-found]: " in run.err
