"""Articles from files, folders and standard input, one after the other, each under its own name."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from pipeline.articles.decoding import decode
from pipeline.articles.errors import ArticleError, PathNotFound, UnknownFormat, UnreadablePath
from pipeline.articles.registry import by_suffix, detect, formats
from pipeline.model import Article

STDIN = Path("-")
"""Stands for standard input."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A file to read, and of how many parts of its path its name is made at least."""

    path: Path
    parts: int

    def name(self, level: int) -> str:
        """Return a name; each level says more: the suffix, then a folder more, then both..."""
        path = _absolute(self.path)
        path = path if level % 2 else path.with_suffix("")
        return "/".join(path.parts[1:][-(self.parts + level // 2) :])


def read_article(path: Path, root: Path | None = None) -> Article:
    """Read one article; its name is its path below ``root``, or that of the file alone.

    Raises:
        ArticleError: when it cannot be read; see ``errors``.
    """
    found = _Found(path, len(path.relative_to(root).parts)) if root else _single(path)
    if isinstance(found, ArticleError):
        raise found
    return _read(path, _names([found])[found])


def read_articles(paths: Iterable[Path | str]) -> Iterator[Article | ArticleError]:
    """Read articles one by one, so that memory does not grow with their number.

    Args:
        paths: files, folders and ``-``. Of a folder, every file below it with the suffix of a
            format is read, in the order of names; hidden files and folders are not. A file that
            several paths lead to is read once.

    Yields:
        Each article, or the error for what cannot be read. Names are unique: an article is named
        by its path below the folder that was given, without suffix. Where several files would have
        the same name, all of these get their suffixes, and as many folders before the name as it
        takes: ``news.md`` and ``news.html``, ``north/news`` and ``south/news``.
    """
    found = list(_find(paths))
    names = _names([each for each in found if isinstance(each, _Found)])
    for each in found:
        if isinstance(each, ArticleError):
            yield each
            continue
        try:
            yield _read(each.path, names[each])
        except ArticleError as error:
            yield error


def _find(paths: Iterable[Path | str]) -> Iterator[_Found | ArticleError]:
    """Yield each file once, and what is wrong with the paths that lead to none."""
    seen: set[Path] = set()
    for path in map(Path, paths):
        for found in _below(path) if path.is_dir() else (_single(path),):
            if isinstance(found, _Found):
                absolute = _absolute(found.path)
                if absolute in seen:
                    continue
                seen.add(absolute)
            yield found


def _single(path: Path) -> _Found | ArticleError:
    if path == STDIN or (path.exists() and by_suffix(path)):
        return _Found(path, 1)
    if not path.exists():
        return PathNotFound(path, "no such file or folder", "check the spelling")
    known = ", ".join(suffix for each in formats() for suffix in each.suffixes)
    return UnknownFormat(
        path, f"{path.suffix or 'no suffix'} is not a format of articles", f"known are {known}"
    )


def _below(folder: Path) -> Iterator[_Found | ArticleError]:
    refused: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if name.startswith(".") or not by_suffix(path):
                continue
            if path.is_file() or path.is_symlink():  # one that leads nowhere is an error
                yield _Found(path, len(path.relative_to(folder).parts))
    for error in refused:
        yield _unreadable(Path(error.filename or folder), error)


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow symbolic links)


def _names(files: Iterable[_Found]) -> dict[_Found, str]:
    """Give each file a name of its own, the shortest that tells those apart that share one."""
    names = {each: "stdin" if each.path == STDIN else each.name(0) for each in files}
    levels = dict.fromkeys(names, 0)
    while True:
        sharing: dict[str, list[_Found]] = defaultdict(list)
        for each, name in names.items():
            sharing[name].append(each)
        clashes = [group for group in sharing.values() if len(group) > 1]
        if not clashes:
            return names
        for clash in clashes:
            group = [each for each in clash if each.path != STDIN]
            for level in count(1 + max(levels[each] for each in group)):
                longer = {each: each.name(level) for each in group}
                if len(set(longer.values())) == len(group):
                    break
            names |= longer
            levels |= dict.fromkeys(group, level)


def _read(path: Path, name: str) -> Article:
    try:
        data = sys.stdin.buffer.read() if path == STDIN else path.read_bytes()
    except FileNotFoundError as error:
        message = "the file is gone, or a link that leads nowhere"
        raise PathNotFound(path, message, "put it back, or leave it out") from error
    except OSError as error:
        raise _unreadable(path, error) from error
    text = decode(data, path)
    format_ = detect(text) if path == STDIN else by_suffix(path)
    if not format_:
        raise UnknownFormat(path, "its suffix belongs to no format", "rename it")
    return Article(path=path, name=name, format=format_, document=format_.read(text))


def _unreadable(path: Path, error: OSError) -> UnreadablePath:
    return UnreadablePath(path, error.strerror or str(error), "check its permissions")
