"""``python -m newsroom.pictures``: the site as a browser shows it, in each language, as PNG files.

It needs Chromium (Debian's package ``chromium``) or Chrome. With ``pngquant`` the files are a third
of the size.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from newsroom.words import LANGUAGES

_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PAGES: Final = {"front": "index.html", "article": "birlestik-exercise.html"}
_SIZE: Final = "1000,760"
_PATIENCE: Final = 60.0  # seconds that a page may take


def take(site: Path, to: Path, browser: str) -> Iterator[Path]:
    """Take a picture of a list and of an article in each language; yield the files.

    Raises:
        FileNotFoundError: the site lacks a page.
        subprocess.SubprocessError: the browser fails, or never ends.
    """
    to.mkdir(parents=True, exist_ok=True)
    for name, page in _PAGES.items():
        for language in LANGUAGES:
            source = site / language.tag / page
            if not source.is_file():
                raise FileNotFoundError(f"{source}: there is no such page; run `make site` first.")
            target = to / f"{name}-{language.tag}.png"
            _take(source, target, browser)
            yield target


def _take(page: Path, target: Path, browser: str) -> None:
    with TemporaryDirectory() as folder:
        shot = Path(folder) / "shot.png"
        command = (
            browser,
            "--headless",
            "--no-sandbox",  # the pages are ours, and root, as in containers, has no sandbox
            "--disable-gpu",
            "--hide-scrollbars",
            "--force-device-scale-factor=1",
            f"--user-data-dir={folder}/profile",
            f"--window-size={_SIZE}",
            f"--screenshot={shot}",
            page.resolve().as_uri(),
        )
        subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)
        if shutil.which("pngquant"):
            small = ("pngquant", "--force", "--strip", "--output", str(shot), "32", str(shot))
            subprocess.run(small, check=True)
        shutil.copyfile(shot, target)


def main() -> int:
    """Take the pictures from the command line."""
    parser = ArgumentParser(prog="newsroom.pictures", description="Photograph the site.")
    parser.add_argument("--site", type=Path, default=Path("build/site"), help="the site")
    parser.add_argument("--to", type=Path, default=Path("docs/images"), help="for the pictures")
    arguments = parser.parse_args()
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if not browser:
        print("error: no Chromium here; Debian's package is `chromium`.", file=sys.stderr)
        return 1
    try:
        for file in take(arguments.site, arguments.to, browser):
            print(f"{file}  {file.stat().st_size / 1000:.0f} kB")
    except (OSError, subprocess.SubprocessError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
