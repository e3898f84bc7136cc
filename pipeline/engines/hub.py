"""The Hugging Face hub: what a repository holds, and its files, verified.

huggingface_hub speaks to the hub, retries and shows progress. The partial files are our own: since
its 2.0 it forgets them when a process ends, and it does not compare checksums.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from huggingface_hub import HfApi, hf_hub_url
from huggingface_hub import errors as hub_errors
from huggingface_hub.file_download import http_get
from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]  # not in __all__

from pipeline.engines.errors import (
    ChecksumMismatch,
    GatedModel,
    HubError,
    HubFileMissing,
    HubUnreachable,
    NotOnHub,
)

_PART: Final = ".part"


@dataclass(frozen=True, kw_only=True, slots=True)
class RemoteFile:
    """A file of a repository.

    Attributes:
        name: its path in the repository.
        size: in bytes.
        sha256: of its content, where the hub keeps it as a large file.
        blob: its git object id, from which smaller files are verified.
    """

    name: str
    size: int
    sha256: str | None
    blob: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """A repository at one commit."""

    repository: str
    commit: str
    files: dict[str, RemoteFile]


def look(repository: str, revision: str) -> Snapshot:
    """Ask the hub what a repository holds at a revision.

    Raises:
        HubError: it does not tell.
    """
    with _explained(repository, revision):
        info = HfApi(endpoint=_endpoint()).model_info(
            repository, revision=revision, files_metadata=True
        )
    files = [
        RemoteFile(
            name=each.rfilename,
            size=each.lfs.size if each.lfs else int(each.size or 0),
            sha256=each.lfs.sha256 if each.lfs else None,
            blob=str(each.blob_id),
        )
        for each in info.siblings or []
    ]
    return Snapshot(
        repository=repository, commit=str(info.sha), files={file.name: file for file in files}
    )


def download(
    snapshot: Snapshot, file: RemoteFile, target: Path, *, progress: type[Any] | None = None
) -> None:
    """Bring one file to ``target``, verified; what is there of it already is used.

    Args:
        snapshot: the repository that it belongs to.
        file: which file.
        target: where to; while it is not whole it has another name beside it.
        progress: a class like tqdm's for the bar; ``None`` is huggingface_hub's own.

    Raises:
        HubError: not all of it came, or it came damaged. What is sound stays for the next try.
    """
    if target.is_file():  # it only got its name once it was verified
        return
    endpoint = _endpoint()
    url = hf_hub_url(snapshot.repository, file.name, revision=snapshot.commit, endpoint=endpoint)
    part = target.with_name(target.name + _PART)
    if part.is_file() and part.stat().st_size > file.size:
        part.unlink()
    # Unbuffered, so that a killed pull has on disk all that it received.
    with _explained(snapshot.repository, snapshot.commit), part.open("ab", buffering=0) as stream:
        http_get(
            url,
            stream,
            resume_size=stream.tell(),
            headers=build_hf_headers() | {"Accept-Encoding": "identity"},
            expected_size=file.size,
            displayed_filename=file.name,
            tqdm_class=progress,
        )
    if not _intact(part, file):
        part.unlink()
        raise ChecksumMismatch(
            f"{file.name} of {snapshot.repository} arrived damaged and was deleted: pull again"
        )
    part.rename(target)


def _intact(part: Path, file: RemoteFile) -> bool:
    """Whether a file is what the hub announced."""
    if part.stat().st_size != file.size:
        return False
    if file.sha256:
        with part.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256
    # https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
    content = part.read_bytes()
    blob = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False)
    return blob.hexdigest() == file.blob


def _endpoint() -> str | None:
    return os.environ.get("HF_ENDPOINT", "").rstrip("/") or None


@contextmanager
def _explained(repository: str, revision: str) -> Iterator[None]:
    """Turn what huggingface_hub raises into errors that say what to do."""
    endpoint = _endpoint() or "https://huggingface.co"
    try:
        yield
    except hub_errors.GatedRepoError as error:
        raise GatedModel(
            f"{repository} is gated: accept its terms at {endpoint}/{repository}, then set "
            "HF_TOKEN to a token of yours and pull again"
        ) from error
    except hub_errors.RevisionNotFoundError as error:
        raise NotOnHub(
            f"{repository} has no commit {revision} at {endpoint}: update birlestik, "
            "its table of models is older than the hub's history"
        ) from error
    except (hub_errors.RepositoryNotFoundError, hub_errors.DisabledRepoError) as error:
        raise NotOnHub(
            f"{endpoint} has no {repository}, or not for you: check HF_ENDPOINT and HF_TOKEN, or "
            "choose another model (birlestik models list)"
        ) from error
    except hub_errors.EntryNotFoundError as error:
        raise HubFileMissing(f"{repository}: a file vanished meanwhile; pull again") from error
    except hub_errors.OfflineModeIsEnabled as error:
        raise HubUnreachable(
            "HF_HUB_OFFLINE is set, so nothing can be pulled: unset it, or use --model embedded"
        ) from error
    except hub_errors.HfHubHTTPError as error:
        status = error.response.status_code
        advice = "check HF_TOKEN" if status in (401, 403) else "try again later"
        raise HubError(f"{endpoint} answered {status} for {repository}: {advice}") from error
    # The base of its HTTP library, whose name differs between versions of huggingface_hub.
    except hub_errors.HTTPError as error:  # type: ignore[attr-defined]
        raise HubUnreachable(
            f"{endpoint} cannot be reached ({error}): check the network and pull again, it goes "
            "on from there. The embedded model works without"
        ) from error
    except OSError as error:
        # http_get raises a plain one when fewer or more bytes came than were announced.
        if error.errno is not None:
            raise
        raise HubUnreachable(
            f"the download of {repository} broke off: pull again, it goes on from there"
        ) from error
