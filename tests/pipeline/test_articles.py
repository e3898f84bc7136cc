from __future__ import annotations

import errno
import inspect
import io
import os
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline.articles as public
from pipeline.articles import (
    STDIN,
    ArticleError,
    PathNotFound,
    UndecodableText,
    UnknownFormat,
    UnreadablePath,
    by_suffix,
    detect,
    formats,
    read_article,
    read_articles,
)
from pipeline.articles.addresses import addresses, mark_addresses, unmark_addresses
from pipeline.articles.decoding import decode
from pipeline.model import Article, Inline, Mark, MarkKind


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.md", "a.txt", "c.html", "north/news.md", "south/news.md", ".hidden.md", ".git/x.md",
        "picture.png", "notes", "north/deep/er.MD",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n")
    return tmp_path


def names(*paths: Path | str) -> list[str]:
    return [
        article.name if isinstance(article, Article) else type(article).__name__
        for article in read_articles(paths)
    ]


def test_the_package_shows_what_it_says() -> None:
    shown = {name for name, value in vars(public).items() if not inspect.ismodule(value)}
    assert {name for name in shown if not name.startswith("_")} - {"annotations"} == set(
        public.__all__
    )


# Finding and naming


def test_a_folder_gives_its_articles_in_the_order_of_names(folder: Path) -> None:
    assert names(folder) == ["a", "b", "c", "north/news", "north/deep/er", "south/news"]


def test_an_article_has_the_format_of_its_suffix(folder: Path) -> None:
    found = {a.name: a.format.name for a in read_articles([folder]) if isinstance(a, Article)}
    assert (found["a"], found["b"], found["c"]) == ("text", "markdown", "html")
    assert found["north/deep/er"] == "markdown"


def test_hidden_files_and_unknown_suffixes_are_read_only_if_named(folder: Path) -> None:
    assert names(folder / ".hidden.md", folder / "picture.png", folder / "notes") == [
        ".hidden",
        "UnknownFormat",
        "UnknownFormat",
    ]


def test_files_that_would_share_a_name_get_their_suffixes(folder: Path) -> None:
    (folder / "a.md").touch()
    assert names(folder)[:2] == ["a.md", "a.txt"]
    assert names(folder / "a.txt", folder / "a.md") == ["a.txt", "a.md"]


def test_files_of_the_same_name_get_the_folders_that_tell_them_apart(folder: Path) -> None:
    assert names(folder / "south/news.md", folder / "north/news.md") == ["south/news", "north/news"]
    assert names(folder / "north", folder / "south") == ["north/news", "deep/er", "south/news"]


def test_folders_of_the_same_name_are_told_apart(folder: Path) -> None:
    for path in ("x/news/a.md", "y/news/a.md", "x/news/b.md"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).touch()
    assert names(folder / "x/news", folder / "y/news") == ["x/news/a", "b", "y/news/a"]


def test_a_longer_name_may_not_be_taken_either(folder: Path) -> None:
    for path in ("a.md", "a.txt.md"):
        (folder / path).touch()
    found = names(folder / "a.md", folder / "a.txt", folder / "a.txt.md")
    assert len(set(found)) == 3


def test_a_file_that_several_paths_lead_to_is_read_once(folder: Path) -> None:
    assert names(folder / "north", folder / "north/news.md", folder / "south/../north/news.md") == [
        "news",
        "deep/er",
    ]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=4), min_size=1))
def test_names_are_unique_and_do_not_depend_on_the_order(
    tmp_path_factory: pytest.TempPathFactory, paths: list[list[str]]
) -> None:
    root = tmp_path_factory.mktemp("names")
    files = []
    for index, parts in enumerate(paths):
        path = root.joinpath("d" + parts[0], *parts[1:]).with_suffix((".md", ".txt")[index % 2])
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch()
            files.append(path)
    found = {a.path: a.name for a in read_articles(files) if isinstance(a, Article)}
    assert len(found) == len(set(found.values())) == len(files)
    again = {a.path: a.name for a in read_articles(reversed(files)) if isinstance(a, Article)}
    assert again == found
    assert not any(".." in name or name.startswith("/") for name in found.values())


def test_articles_are_read_one_by_one(folder: Path) -> None:
    articles = read_articles([folder])
    assert isinstance(articles, Iterator)
    next(articles)
    (folder / "b.md").write_text("# Changed in the meantime\n")
    second = next(articles)
    assert isinstance(second, Article)
    assert second.document.blocks[0].source == "Changed in the meantime"


def test_one_article_is_named_by_its_path_below_the_root(folder: Path) -> None:
    path = folder / "north/deep/er.MD"
    assert read_article(path, folder).name == "north/deep/er"
    assert read_article(path).name == "er"


# Errors


def test_an_error_of_one_article_does_not_keep_the_others(folder: Path) -> None:
    (folder / "b.md").write_bytes(b"ok\n\xe9")
    (folder / "missing.md").symlink_to(folder / "nowhere.md")
    found = list(read_articles([folder / "gone", folder]))
    assert [type(each).__name__ for each in found] == [
        "PathNotFound", "Article", "UndecodableText", "Article", "PathNotFound", *["Article"] * 3,
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["gone.md", "gone"])
def test_a_path_that_does_not_exist_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(PathNotFound, match=rf"{name}: no such file or folder; check the spelling"):
        read_article(tmp_path / name)


def test_an_unknown_suffix_says_which_are_known(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    with pytest.raises(UnknownFormat, match=r"\.pdf is not a format of articles; known are \.md,"):
        read_article(tmp_path / "a.pdf")


def test_a_file_that_may_not_be_read_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnreadablePath, match=r"b\.md: Permission denied; check its permissions"):
        read_article(folder / "b.md")


def test_a_folder_that_may_not_be_listed_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = os.scandir

    def refuse(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == "north":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    *articles, error = read_articles([folder])
    assert [a.name for a in articles if isinstance(a, Article)] == ["a", "b", "c", "south/news"]
    assert isinstance(error, UnreadablePath)
    assert error.path == folder / "north"


def test_a_file_that_vanishes_in_the_meantime_is_named(folder: Path) -> None:
    articles = read_articles([folder])
    next(articles)
    (folder / "b.md").unlink()
    assert isinstance(next(articles), PathNotFound)
    assert isinstance(next(articles), Article)


def test_errors_survive_pickling() -> None:
    for error in (
        PathNotFound(Path("a"), "b", "c"),
        UndecodableText(Path("a"), "b", "c", 3),
    ):
        again = pickle.loads(pickle.dumps(error))
        assert (str(again), vars(again)) == (str(error), vars(error))
        assert isinstance(again, ArticleError)


# Bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_text_is_decoded_with_its_line_breaks(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Қазақстан\r\n\rтаза".encode(encoding))
    article = read_article(path)
    assert article.document.render(lambda block: None) == "Қазақстан\r\n\rтаза"


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_tells_the_order(mark: str) -> None:
    assert decode("\ufeffAstana".encode(mark), Path("a")) == "Astana"


def test_a_byte_order_mark_of_utf_8_stays() -> None:
    assert decode("\ufeffa".encode(), Path("a")) == "\ufeffa"


def test_other_encodings_are_refused_with_the_place_and_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("Title\n\nНовости".encode("cp1251"))
    with pytest.raises(UndecodableText) as caught:
        read_article(path)
    assert caught.value.offset == 7
    assert str(caught.value) == (
        f"{path}: byte 0xcd at offset 7 (line 3) is not UTF-8: invalid continuation byte; "
        "save it as UTF-8, for example with `iconv -f WINDOWS-1251 -t UTF-8`"
    )


@pytest.mark.parametrize("data", [b"\xff\xfea", b"\xfe\xff\xd8\x00", b"\xff\xfe\0\0\0"])
def test_broken_utf_16_and_32_are_refused(data: bytes) -> None:
    with pytest.raises(UndecodableText, match="offset"):
        decode(data, Path("a.md"))


# Formats


def test_every_suffix_belongs_to_one_format() -> None:
    suffixes = [suffix for each in formats() for suffix in each.suffixes]
    assert len(suffixes) == len(set(suffixes))
    for each in formats():
        for suffix in each.suffixes:
            assert by_suffix(Path("a.b" + suffix.upper())) is each


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "text"),
        ("One.\n\nTwo.\n", "text"),
        ("- one\n- two\n", "text"),
        ("Title\n=====\n\n* * *\n", "text"),
        ("\ufeff\n<!DOCTYPE html>", "html"),
        ("<p>One", "html"),
        ("<!-- x --><div>", "html"),
        ("\ufeff---\ntitle: x\n---\n", "markdown"),
        ("One\n\n## Two\n", "markdown"),
        ("See [this](https://a.b).", "markdown"),
        ("One **two**", "markdown"),
        ("a | b\n---|---\n", "markdown"),
        ("x\n\n```\ny\n```\n", "markdown"),
        ("1 < 2", "text"),
    ],
)
def test_text_without_a_name_is_recognised(text: str, name: str) -> None:
    assert detect(text).name == name


def test_standard_input_is_an_article(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "stdin.md").write_text("Another")
    for _ in range(2):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"# A\r\n\r\nB\r\n")))
        first, second = read_articles(["-", folder / "stdin.md"])
        assert isinstance(first, Article)
        assert isinstance(second, Article)
        assert (first.path, first.name, first.format.name) == (STDIN, "stdin", "markdown")
        assert first.document.render(lambda block: None) == "# A\r\n\r\nB\r\n"
        assert second.name == "stdin.md"


# Addresses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(https://a.b/c_(d)).", ["https://a.b/c_(d)"]),
        ("«http://a.b/c?d=e&f=g#h»,", ["http://a.b/c?d=e&f=g#h"]),
        ("www.a.kz and WWW.B.KZ", ["www.a.kz", "WWW.B.KZ"]),
        ("first.last+x@mail.gov.kz.", ["first.last+x@mail.gov.kz"]),
        ("mailto:a@b.kz", ["mailto:a@b.kz"]),
        ("http:// www. @ a@b @name x:// ://", []),
        ("https://қазақстан.қаз/жол", ["https://қазақстан.қаз/жол"]),
    ],
)
def test_bare_addresses_are_found_without_the_punctuation_after_them(
    text: str, found: list[str]
) -> None:
    assert [text[start:end] for start, end in addresses(text)] == found


def test_an_address_ends_where_a_mark_begins() -> None:
    code = Mark(kind=MarkKind.VERBATIM, start=8, end=11, open="`", close="`")
    inline = mark_addresses(Inline(text="www.a.kz/b?www.c.kz", marks=(code,)))
    assert [(mark.start, mark.end, mark.open) for mark in inline.marks] == [
        (0, 8, ""), (8, 11, "`"), (11, 19, ""),
    ]  # fmt: skip
    assert unmark_addresses(inline).marks == (code,)


@pytest.mark.parametrize("text", ["a@" * 50_000, "http://" + ")" * 100_000, "www." * 50_000])
def test_what_is_almost_an_address_is_found_out_soon(text: str) -> None:
    assert len(list(addresses(text))) <= 1
