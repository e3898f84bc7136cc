"""Changes to terms files: a concept is added, edited or retired, and nothing else is touched.

Hand edits and comments survive, since only the values that differ are written. One edit at a
time: a lock guards the folder, the file is read again under it, and an edit of a concept that
somebody else changed in the meantime is refused.
"""

from __future__ import annotations

import codecs
import difflib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import tomlkit
from filelock import FileLock, Timeout
from tomlkit.items import Array
from tomlkit.items import Table as EditableTable

from glossary.entry import BY_LOCALE, OVERRIDE, is_id
from glossary.errors import (
    ConceptNotFound,
    DuplicateConcept,
    EditConflict,
    GlossaryError,
    SaveError,
)
from glossary.files import write_atomically
from glossary.model import Concept, Status
from glossary.store import Glossary
from glossary.table import concept_table, toml_lines, toml_value
from glossary.termfile import TermFile, duplicate

LOCK: Final = ".lock"
PATIENCE: Final = 30.0
"""Seconds to wait for somebody else's edit to end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What an edit does, or in a dry run would do, to one file."""

    path: Path
    before: str
    after: str

    def diff(self) -> str:
        """Return the change as a unified diff."""
        return "".join(
            difflib.unified_diff(
                self.before.splitlines(keepends=True),
                self.after.splitlines(keepends=True),
                f"{self.path} (before)",
                f"{self.path} (after)",
            )
        )


def add(glossary: Glossary, concept: Concept, folder: Path, *, dry_run: bool = False) -> Change:
    """Write a new concept to the file of its subject in ``folder``.

    Raises:
        DuplicateConcept: if its id is taken.
        SaveError: if the file cannot be written.
        TermsError: if a file of the folder is broken.
    """
    (change,) = add_all(glossary, [concept], folder, dry_run=dry_run)
    return change


def add_all(
    glossary: Glossary, concepts: Iterable[Concept], folder: Path, *, dry_run: bool = False
) -> list[Change]:
    """Write new concepts to ``folder``, each file once; raises as ``add`` does.

    What was written to one file stays where another cannot be written.
    """
    by_subject: dict[str, list[Concept]] = {}
    for concept in concepts:
        if glossary.get(concept.id) is not None:
            raise DuplicateConcept(
                f"concept {concept.id!r} exists already", "edit it", glossary.path(concept.id)
            )
        by_subject.setdefault(concept.subject, []).append(concept)
    return [
        _append(group, folder, dry_run=dry_run, override=False) for group in by_subject.values()
    ]


def edit(glossary: Glossary, concept: Concept, folder: Path, *, dry_run: bool = False) -> Change:
    """Replace the concept of ``glossary`` that has the same id by ``concept``.

    It is changed where it stands if that is in ``folder``. Otherwise, as with a concept that came
    with the package, ``folder`` gets a concept that overrides it.

    Raises:
        ConceptNotFound: if the glossary has no such concept.
        EditConflict: if somebody else changed it since the glossary was read.
        SaveError, TermsError: see ``add``.
    """
    old = glossary.get(concept.id)
    if old is None:
        raise ConceptNotFound(f"there is no concept {concept.id!r}", "add it")
    path = glossary.path(concept.id)
    if path is None or not path.resolve().is_relative_to(folder.resolve()):
        return _append([concept], folder, dry_run=dry_run, override=True)
    with _locked(folder, dry_run=dry_run):
        file = TermFile.read(path)
        if not _holds(file, old):
            raise EditConflict(
                f"somebody else changed concept {concept.id!r} since it was read",
                "look at it again and repeat your edit",
                path,
                file.lines.get(concept.id, 0),
            )
        return _save(path, file.text, _rewritten(file, old, concept), dry_run=dry_run)


def retire(glossary: Glossary, id_: str, folder: Path, *, dry_run: bool = False) -> Change:
    """Mark a concept as deprecated: it is kept, but no longer matched. Raises as ``edit`` does."""
    old = glossary.get(id_)
    if old is None:
        raise ConceptNotFound(f"there is no concept {id_!r}", "look for it with search")
    return edit(glossary, replace(old, status=Status.DEPRECATED), folder, dry_run=dry_run)


def _append(concepts: Sequence[Concept], folder: Path, *, dry_run: bool, override: bool) -> Change:
    """Write ``concepts``, all of one subject, to the end of its file."""
    subject = concepts[0].subject
    if not is_id(subject):
        raise SaveError(f"{subject!r} is no subject", "use lower-case letters, digits and hyphens")
    path = folder / f"{subject}.toml"
    with _locked(folder, dry_run=dry_run):
        for other in sorted(folder.glob("*.toml")):
            file = TermFile.read(other)
            if taken := next((c.id for c in concepts if c.id in file.tables), None):
                place = (other, file.lines.get(taken, 1))
                raise duplicate(taken, place, (path, 0))
        before = TermFile.read(path).text if path.exists() else ""
        marked = {OVERRIDE: True} if override else {}
        tables = "\n\n".join(
            "\n".join([f"[{concept.id}]", *toml_lines(marked | concept_table(concept))])
            for concept in concepts
        )
        gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
        after = f"{before}{gap}{tables}\n"
        if "\r\n" in before:
            after = before + f"{gap}{tables}\n".replace("\n", "\r\n")
        _verify(before, after, concepts, path)
        return _save(path, before, after, dry_run=dry_run)


def _rewritten(file: TermFile, old: Concept, new: Concept) -> str:
    """Return the text of ``file`` with ``new`` in place of ``old``.

    Only the concept's own lines are parsed and written again. Where it is spread over the file,
    as TOML allows, that cannot give ``new``, and the whole file is.
    """
    crlf = 0 < file.text.count("\n") == file.text.count("\r\n")
    plain = replace(file, text=file.text.replace("\r\n", "\n")) if crlf else file
    for start, end in (plain.extent(new.id), (0, len(plain.text))):
        try:
            table = _edited(plain.text[start:end], old, new)
            after = plain.text[:start] + table + plain.text[end:]
            _verify(file.text, after, [new], file.path)
        except (GlossaryError, tomlkit.exceptions.TOMLKitError, KeyError):
            continue
        return after.replace("\n", "\r\n") if crlf else after
    raise SaveError(
        f"concept {new.id!r} is laid out in a way that this tool cannot edit",
        "edit the file by hand",
        file.path,
        file.lines.get(new.id, 0),
    )


def _edited(text: str, old: Concept, new: Concept) -> str:
    """Return ``text``, which holds the table of ``old``, changed where ``new`` differs."""
    document = tomlkit.parse(text)
    table = document[new.id]
    before, after = concept_table(old), concept_table(new)
    for key in before | after:
        if key in BY_LOCALE:
            inner_before, inner_after = before.get(key, {}), after.get(key, {})
            for locale in inner_before | inner_after:
                if inner_before.get(locale) != (value := inner_after.get(locale)):
                    _put(table, (key, locale), inner_before.get(locale), value)
        elif before.get(key) != after.get(key):
            _put(table, (key,), before.get(key), after.get(key))
    return tomlkit.dumps(document)


def _put(table: Any, keys: tuple[str, ...], before: Any, after: Any) -> None:
    """Give the (dotted) key its new value, item by item in a list; ``None`` removes the key."""
    *outer, last = keys
    if outer and outer[0] not in table:
        table.append(tomlkit.key(list(keys)), tomlkit.value(toml_value(after)))
        return
    holder = table[outer[0]] if outer else table
    if after is None:
        del holder[last]
        if outer and not holder:
            del table[outer[0]]
    elif isinstance(current := holder.get(last), Array):
        _put_items(current, _items(before), _items(after))
    elif current is None and isinstance(holder, EditableTable):
        holder.append(last, tomlkit.value(toml_value(after)))
    else:
        holder[last] = tomlkit.value(toml_value(after))


def _put_items(array: Array, before: list[str], after: list[str]) -> None:
    """Change the items of ``array`` from ``before`` to ``after``, keeping what stays and notes."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    # From the end, so that the places before stay what they are.
    for tag, start, end, after_start, after_end in reversed(matcher.get_opcodes()):
        if tag == "equal":
            continue
        values = [tomlkit.value(item) for item in after[after_start:after_end]]
        replaced = min(end - start, len(values))
        for place in reversed(range(start + replaced, end)):
            del array[place]
        for place, value in enumerate(values, start):
            if place < start + replaced:
                array[place] = value
            else:
                array.insert(place, value)


def _items(value: Any) -> list[str]:
    return [toml_value(item) for item in (value if isinstance(value, list) else [value])]


def _verify(before: str, after: str, concepts: Sequence[Concept], path: Path) -> None:
    """Make sure, before anything is written, that ``concepts`` changed and nothing else."""
    old, file = TermFile.parse(before, path), TermFile.parse(after, path)
    ids = {concept.id for concept in concepts}
    others = {id_: table for id_, table in file.tables.items() if id_ not in ids}
    kept = {id_: table for id_, table in old.tables.items() if id_ not in ids}
    odd = [concept.id for concept in concepts if others != kept or not _holds(file, concept)]
    if odd:
        raise SaveError(f"concept {odd[0]!r} would not be what was asked for", path=path)


def _holds(file: TermFile, concept: Concept) -> bool:
    """Tell whether ``file`` says of a concept what ``concept`` says, wherever it stands."""
    if concept.id not in file.tables:
        return False
    return replace(file.concept(concept.id), line=concept.line) == concept


def _save(path: Path, before: str, after: str, *, dry_run: bool) -> Change:
    if not dry_run and before != after:
        try:
            data = path.read_bytes() if path.exists() else b""
            mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
            write_atomically(path, mark + after.encode("utf-8"))
        except OSError as error:
            raise SaveError(
                f"the file cannot be written ({error.strerror}); it is as it was",
                "check its permissions and the space on the disk",
                path,
            ) from error
    return Change(path=path, before=before, after=after)


@contextmanager
def _locked(folder: Path, *, dry_run: bool) -> Iterator[None]:
    """Hold the lock of ``folder``, which is made where it is missing; a dry run needs none."""
    with ExitStack() as stack:
        try:
            if not dry_run:
                folder.mkdir(parents=True, exist_ok=True)
                # A whole team locks by this file, so all may write it, as far as umask allows.
                stack.enter_context(FileLock(folder / LOCK, PATIENCE, mode=0o666))
        except Timeout as error:
            raise SaveError(
                f"somebody else has been editing for {PATIENCE:.0f} seconds",
                "try again later",
                folder / LOCK,
            ) from error
        except OSError as error:
            raise SaveError(
                f"the folder cannot be written ({error.strerror})", "check its permissions", folder
            ) from error
        yield
