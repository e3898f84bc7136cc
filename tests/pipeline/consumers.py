"""The programs that read our catalogs, as judges of what we write."""

import io
import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

GETTEXT = shutil.which("msgfmt") is not None

needs_gettext = pytest.mark.skipif(not GETTEXT, reason="GNU gettext is not installed")


def assert_valid(path: Path) -> None:
    """Assert that polib, Babel, and msgfmt where it is installed, accept a catalog."""
    assert polib.pofile(str(path)).metadata
    # msgmerge may have left previous msgids of obsolete entries, which Babel 2.18 cannot read.
    ours = [line for line in path.read_bytes().splitlines(keepends=True) if line[:3] != b"#~|"]
    read_po(io.BytesIO(b"".join(ours)), abort_invalid=True)
    if GETTEXT:
        subprocess.run(["msgfmt", "--check", "-o", "/dev/null", path], check=True)


def compile_catalog(path: Path, target: Path) -> None:
    """Compile a catalog with msgfmt, or with Babel where there is none."""
    if GETTEXT:
        subprocess.run(["msgfmt", "--check", "-o", target, path], check=True)
        return
    with target.open("wb") as file:
        write_mo(file, read_po(io.BytesIO(path.read_bytes()), abort_invalid=True))
