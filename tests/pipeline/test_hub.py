"""Pulling from a loopback server that speaks the hub's protocol.

It serves a real MarianMT repository, the embedded model under OPUS-MT's names and tokens, and can
be told to misbehave. Large files are redirected to a second server, as the hub does it.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import torch
from filelock import FileLock
from safetensors.torch import load_file
from typer.testing import CliRunner

from pipeline.cli.models import app
from pipeline.engines import Decoding, Request, folder, load_engine, paths, pull, registry
from pipeline.engines.errors import (
    ChecksumMismatch,
    DiskFull,
    EngineError,
    GatedModel,
    HubError,
    HubFileMissing,
    HubUnreachable,
    LanguageCodeError,
    NotOnHub,
    PullInProgress,
    TorchMissing,
    UnsupportedModel,
)

TRK = registry.checkpoint("opus-mt-en-trk")
CODES = {"kk": ">>kaz_Cyrl<<", "tr": ">>tur<<", "az": ">>aze_Latn<<", "ru": ">>tat<<"}
SENTENCES = ("The President of Kazakhstan arrived in Baku.", "Gas prices fell in March.")
LARGE = 1_000_000
"""From how many bytes the server keeps files on the second server, by SHA-256."""


@dataclass
class Hub:
    """A loopback hub: its content, what it was asked, and how it misbehaves.

    Attributes:
        files: the repository that it serves, under whatever name it is asked for.
        asked: (method, path, headers) of every request.
        refuse: status and X-Error-Code for everything.
        ranges: whether it honours Range.
        damage: files that it sends with one byte changed.
        stall: after so many bytes of a large file it sends nothing more.
        cut: after so many bytes of a large file it closes the connection, once for each entry.
    """

    files: dict[str, bytes]
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    refuse: tuple[int, str] | None = None
    ranges: bool = True
    damage: set[str] = field(default_factory=set)
    stall: int | None = None
    cut: list[int] = field(default_factory=list)
    endpoint: str = ""
    storage: str = ""

    def ranges_asked(self) -> list[str]:
        return [headers["range"] for _, _, headers in self.asked if "range" in headers]

    def downloads(self) -> list[str]:
        return [path for method, path, _ in self.asked if method == "GET" and "/api/" not in path]

    def entry(self, name: str) -> dict[str, Any]:
        data = self.files[name]
        blob = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
        entry: dict[str, Any] = {"rfilename": name, "size": len(data), "blobId": blob}
        if len(data) > LARGE:
            sha = hashlib.sha256(data).hexdigest()
            entry["lfs"] = {"sha256": sha, "size": len(data), "pointerSize": 134}
        return entry


def handler(state: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            headers = {key.lower(): value for key, value in self.headers.items()}
            state.asked.append((self.command, self.path, headers))
            if state.refuse:
                status, code = state.refuse
                self.answer(status, b"{}", {"X-Error-Code": code} if code else {})
            elif self.path.startswith("/api/models/"):
                self.describe()
            elif self.path.startswith("/storage/"):
                self.store(self.path.rpartition("/")[2])
            else:
                self.resolve()

        def describe(self) -> None:
            path = self.path.partition("?")[0].removeprefix("/api/models/")
            repository, _, revision = path.partition("/revision/")
            siblings = [state.entry(name) for name in state.files]
            body = {"id": repository, "sha": revision, "siblings": siblings}
            self.answer(200, json.dumps(body).encode())

        def resolve(self) -> None:
            _, _, rest = self.path.partition("/resolve/")
            commit, _, name = rest.partition("/")
            common = {"X-Repo-Commit": commit}
            if name not in state.files:
                self.answer(404, b"", {**common, "X-Error-Code": "EntryNotFound"})
                return
            entry = state.entry(name)
            if "lfs" not in entry:
                self.send_file(name, {**common, "ETag": f'"{entry["blobId"]}"'})
                return
            sha = entry["lfs"]["sha256"]
            linked = {"X-Linked-Etag": f'"{sha}"', "X-Linked-Size": str(entry["size"])}
            xet = {"X-Xet-Hash": sha, "X-Xet-Refresh-Route": "/api/xet"}
            location = {"Location": f"{state.storage}/storage/{sha}"}
            self.answer(302, b"", {**common, **linked, **xet, **location})

        def store(self, sha: str) -> None:
            for name, data in state.files.items():
                if hashlib.sha256(data).hexdigest() == sha:
                    self.send_file(name, {"ETag": f'"{sha}"'})

        def send_file(self, name: str, headers: dict[str, str]) -> None:
            data = state.files[name]
            if name in state.damage:
                data = data[:-1] + bytes([data[-1] ^ 1])
            asked = self.headers.get("Range")
            if asked and state.ranges:
                start = int(asked.removeprefix("bytes=").rstrip("-"))
                span = f"bytes {start}-{len(data) - 1}/{len(data)}"
                self.answer(206, data[start:], {**headers, "Content-Range": span})
            else:
                self.answer(200, data, headers)

        def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
            self.send_response(status)
            for key, value in (headers or {}).items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "HEAD":
                return
            large = len(body) > LARGE
            if large and state.cut:
                self.wfile.write(body[: state.cut.pop(0)])
                self.close_connection = True
            elif large and state.stall is not None:
                self.wfile.write(body[: state.stall])
                self.wfile.flush()
                time.sleep(60)
            else:
                self.wfile.write(body)

    return Handler


@contextmanager
def serving(state: Hub) -> Iterator[Hub]:
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), handler(state)) for _ in range(2)]
    for server in servers:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    state.endpoint, state.storage = (f"http://127.0.0.1:{s.server_port}" for s in servers)
    try:
        yield state
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


@pytest.fixture(scope="module")
def repository() -> dict[str, bytes]:
    """The embedded model as OPUS-MT would publish it: its tokens, and much that is not needed."""
    root = registry.embedded().transformers
    assert root
    files = {each.name: each.read_bytes() for each in root.iterdir()}
    vocabulary = json.loads(files["vocab.json"])
    names = {f">>{locale}<<": code for locale, code in CODES.items()}
    renamed = {names.get(piece, piece): number for piece, number in vocabulary.items()}
    files["vocab.json"] = json.dumps(renamed).encode()
    files["README.md"] = b"# opus-mt-en-trk\n"
    return {**files, "tf_model.h5": b"0" * 2 * LARGE, "benchmark_results.txt": b"none"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BIRLESTIK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    return tmp_path / "home"


@pytest.fixture
def server(repository: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with serving(Hub(files=dict(repository))) as state:
        monkeypatch.setenv("HF_ENDPOINT", state.endpoint)
        yield state


@pytest.fixture
def unconverted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the embedded model's conversion where one would be made, to save its seconds."""
    made = registry.embedded().ctranslate2
    assert made

    def copy(source: Path, target: Path, **_: object) -> None:
        assert (source / "model.safetensors").is_file()
        shutil.copytree(made, target)

    monkeypatch.setattr("pipeline.engines.convert.convert", copy)


def nothing_is_pulled() -> bool:
    return not paths.models().exists() or not list(paths.models().iterdir())


def pull_fails(kind: type[EngineError], match: str) -> None:
    with pytest.raises(kind, match=match):
        pull.pull(TRK)
    assert nothing_is_pulled()


# A pull that goes well


def test_a_pulled_model_translates_with_both_engines_and_is_preferred(server: Hub) -> None:
    model = pull.pull(TRK)
    assert model.manifest.codes == {locale: CODES[locale] for locale in ("kk", "az", "tr")}
    assert (model.manifest.revision, model.manifest.license) == (TRK.revision, "Apache-2.0")
    assert registry.choose("kk") == model
    assert registry.choose("ru").manifest.name == "embedded"
    asked = [Request(text=text) for text in SENTENCES]
    embedded = registry.embedded()
    for kind in ("ctranslate2", "transformers"):
        ours, theirs = load_engine(model, engine=kind), load_engine(embedded, engine=kind)
        for locale in ("kk", "tr"):
            mine = [h[0].text for h in ours.translate(asked, locale, Decoding())]
            assert mine == [h[0].text for h in theirs.translate(asked, locale, Decoding())]
            assert all(mine)


def test_only_what_is_needed_is_downloaded(server: Hub, unconverted: None) -> None:
    model = pull.pull(TRK)
    assert model.transformers
    names = {each.name for each in model.transformers.iterdir()}
    assert {"config.json", "model.safetensors", "vocab.json", "source.spm"} <= names
    assert not names & {"tf_model.h5", "benchmark_results.txt"}
    assert list(paths.partial().iterdir()) == []


def test_every_request_names_the_pinned_commit(server: Hub, unconverted: None) -> None:
    pull.pull(TRK)
    for _, path, _ in server.asked:
        assert TRK.revision in path or path.startswith("/storage/")


def test_a_second_pull_asks_the_hub_nothing(server: Hub, unconverted: None) -> None:
    first = pull.pull(TRK)
    server.asked.clear()
    assert pull.pull(TRK) == first
    assert server.asked == []


def test_a_newer_revision_replaces_the_old_one(server: Hub, unconverted: None) -> None:
    pull.pull(TRK)
    newer = pull.pull(replace(TRK, revision="1" * 40))
    assert newer.manifest.revision == "1" * 40
    assert registry.choose("kk").manifest.revision == "1" * 40
    assert [each.name for each in paths.models().iterdir()] == [TRK.name]


def test_a_damaged_model_is_pulled_again(server: Hub, unconverted: None) -> None:
    model = pull.pull(TRK)
    assert model.ctranslate2
    (model.ctranslate2 / "model.bin").unlink()
    assert pull.pull(TRK).ctranslate2
    assert (paths.models() / TRK.name / "ctranslate2" / "model.bin").is_file()


def test_a_repository_without_safetensors_works(
    server: Hub, tmp_path: Path, repository: dict[str, bytes]
) -> None:
    source = tmp_path / "model.safetensors"
    source.write_bytes(server.files.pop("model.safetensors"))
    torch.save(load_file(source), tmp_path / "pytorch_model.bin")
    server.files["pytorch_model.bin"] = (tmp_path / "pytorch_model.bin").read_bytes()
    model = pull.pull(TRK)
    asked = [Request(text=SENTENCES[0])]
    expected = load_engine(registry.embedded()).translate(asked, "kk", Decoding())[0][0].text
    for kind in ("ctranslate2", "transformers"):
        engine = load_engine(model, engine=kind)
        assert engine.translate(asked, "kk", Decoding(beam=1))[0][0].text
        if kind == "ctranslate2":
            assert engine.translate(asked, "kk", Decoding())[0][0].text == expected


def test_a_token_is_not_shown_to_the_storage(
    server: Hub, unconverted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    pull.pull(TRK)
    asked = [(path, "authorization" in headers) for _, path, headers in server.asked]
    assert all(shown for path, shown in asked if not path.startswith("/storage/"))
    assert not any(shown for path, shown in asked if path.startswith("/storage/"))


def test_progress_counts_every_byte(server: Hub, unconverted: None) -> None:
    seen: dict[str, int] = {}

    class Bar:
        def __init__(self, *_: object, desc: str, initial: int = 0, **__: object) -> None:
            self.name = desc
            seen[desc] = initial

        def __enter__(self) -> Bar:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def update(self, amount: int) -> None:
            seen[self.name] += amount

    pull.pull(TRK, progress=Bar)
    assert seen["model.safetensors"] == len(server.files["model.safetensors"])
    assert seen["vocab.json"] == len(server.files["vocab.json"])


# Interrupted pulls


def test_a_killed_pull_is_not_pulled_and_goes_on_from_its_last_byte(
    server: Hub, unconverted: None
) -> None:
    server.stall = 11_000_000  # more than huggingface_hub writes at a time
    program = "from pipeline.engines import pull, registry; pull.pull(registry.checkpoint({!r}))"
    with subprocess.Popen([sys.executable, "-c", program.format(TRK.name)]) as process:
        part = paths.partial() / f"{TRK.name}@{TRK.revision}/transformers/model.safetensors.part"
        deadline = time.monotonic() + 60
        while not (part.is_file() and part.stat().st_size > 0):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGKILL)
    assert nothing_is_pulled()
    assert registry.choose("kk").manifest.name == "embedded"

    received = part.stat().st_size
    server.stall = None
    server.asked.clear()
    pull.pull(TRK)
    assert server.ranges_asked()[0] == f"bytes={received}-"
    assert not any("source.spm" in path for path in server.downloads()), "they were there"
    pulled = paths.models() / TRK.name / "transformers" / "model.safetensors"
    assert pulled.read_bytes() == server.files["model.safetensors"]


def test_a_connection_that_breaks_is_taken_up_again(server: Hub, unconverted: None) -> None:
    server.cut = [10_500_000]
    pull.pull(TRK)
    assert server.ranges_asked()


def test_a_server_that_knows_no_ranges_sends_it_all_again(server: Hub, unconverted: None) -> None:
    layout = paths.partial() / f"{TRK.name}@{TRK.revision}/transformers"
    layout.mkdir(parents=True)
    (layout / "model.safetensors.part").write_bytes(server.files["model.safetensors"][:1000])
    server.ranges = False
    pull.pull(TRK)
    pulled = paths.models() / TRK.name / "transformers" / "model.safetensors"
    assert pulled.read_bytes() == server.files["model.safetensors"]


def test_a_partial_file_longer_than_the_real_one_is_thrown_away(
    server: Hub, unconverted: None
) -> None:
    layout = paths.partial() / f"{TRK.name}@{TRK.revision}/transformers"
    layout.mkdir(parents=True)
    (layout / "config.json.part").write_bytes(b" " * 10_000)
    assert pull.pull(TRK).transformers


@pytest.mark.parametrize("name", ["model.safetensors", "vocab.json"])
def test_damage_is_found_and_the_next_pull_gets_it_right(
    server: Hub, unconverted: None, name: str
) -> None:
    server.damage = {name}
    pull_fails(ChecksumMismatch, f"{name}.*pull again")
    server.damage = set()
    assert pull.pull(TRK).manifest.name == TRK.name


def test_two_pulls_of_one_model_do_not_meet(server: Hub, unconverted: None) -> None:
    with FileLock(paths.lock(TRK.name)):
        pull_fails(PullInProgress, "another process")
        with pytest.raises(PullInProgress):
            pull.remove(TRK.name)


def test_removing_takes_partial_pulls_along(server: Hub) -> None:
    server.damage = {"vocab.json"}
    pull_fails(ChecksumMismatch, "vocab")
    assert pull.remove(TRK.name) > 0
    assert list(paths.partial().iterdir()) == []


# Pulls that cannot go well


@pytest.mark.parametrize(
    ("refusal", "kind", "advice"),
    [
        ((404, "RepoNotFound"), NotOnHub, "check HF_ENDPOINT and HF_TOKEN"),
        ((401, "RepoNotFound"), NotOnHub, "check HF_ENDPOINT and HF_TOKEN"),
        ((401, ""), HubError, "answered 401.*check HF_TOKEN"),
        ((404, "RevisionNotFound"), NotOnHub, "update birlestik"),
        ((403, "GatedRepo"), GatedModel, "accept its terms at http"),
        ((503, ""), HubError, "answered 503.*try again later"),
        ((429, ""), HubError, "answered 429"),
    ],
)
def test_a_refusal_says_what_to_do(
    server: Hub, refusal: tuple[int, str], kind: type[EngineError], advice: str
) -> None:
    server.refuse = refusal
    pull_fails(kind, rf"(?=.*{TRK.repository}).*{advice}")


def test_without_network_the_message_says_what_still_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    pull_fails(HubUnreachable, r"127\.0\.0\.1:9 cannot be reached.*embedded model works")


def test_offline_mode_is_named(server: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    pull_fails(HubUnreachable, "HF_HUB_OFFLINE is set")
    assert server.asked == []


def test_missing_files_are_named_before_anything_is_downloaded(server: Hub) -> None:
    del server.files["source.spm"], server.files["model.safetensors"]
    pull_fails(HubFileMissing, r"source\.spm, model\.safetensors or pytorch_model\.bin")
    assert server.downloads() == []


def test_a_vocabulary_without_our_languages_costs_no_big_download(server: Hub) -> None:
    data = server.files["vocab.json"].replace(b">>kaz_Cyrl<<", b">>kaz_Latn<<")
    server.files["vocab.json"] = data
    pull_fails(LanguageCodeError, "no language token for kk.*>>kaz_Latn<<, >>tat<<")
    assert not any("model.safetensors" in path for path in server.downloads())


def test_too_small_a_disk_is_noticed_first(server: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    real = shutil.disk_usage
    monkeypatch.setattr("shutil.disk_usage", lambda p: real(p)._replace(free=20_000_000))
    pull_fails(DiskFull, r"\d+ MB needed, 20 MB free.*BIRLESTIK_HOME")
    assert server.downloads() == []


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("where", ["hub.http_get", "folder.write_manifest"])
def test_a_disk_that_fills_up_meanwhile_is_explained(
    server: Hub, unconverted: None, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.setattr(f"pipeline.engines.{where}", full)
    pull_fails(DiskFull, "make room and pull again")


def test_without_pytorch_nothing_is_downloaded(
    server: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    pull_fails(TorchMissing, r"pip install 'birlestik\[torch\]'")
    assert server.asked == []


def test_weights_that_are_none_are_refused(server: Hub) -> None:
    server.files["model.safetensors"] = b"\0" * (LARGE + 1)
    pull_fails(UnsupportedModel, "cannot be (converted|read)")


# The command


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    def invoke(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200"})
        return result.exit_code, result.output

    return invoke


def test_the_command_pulls_and_reports(
    server: Hub, unconverted: None, run: Callable[..., tuple[int, str]]
) -> None:
    code, output = run("pull", TRK.repository)
    assert (code, output) == (0, f"{TRK.name}@{TRK.revision[:8]}: ready for kk, az, tr\n")
    assert folder.inspect(paths.models() / TRK.name)
    server.refuse = (503, "")
    code, output = run("pull", TRK.name, "opus-mt-en-az")
    assert code == 3
    assert "ready for kk, az, tr" in output
    assert "answered 503" in output
