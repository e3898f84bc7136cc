"""Model folders: what lies in them, what they serve, and what they lack.

Ours has a ``manifest.json`` beside the two layouts; the tokenizer is in the first only::

    manifest.json
    transformers/   config.json, model.safetensors or pytorch_model.bin, source.spm, target.spm,
                    vocab.json, tokenizer_config.json
    ctranslate2/    model.bin, config.json, shared_vocabulary.json

A plain transformers folder, or a CTranslate2 folder that the tokenizer's files were copied into,
is understood too. What it serves is then read from its vocabulary.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from glossary.model import LOCALES
from pipeline.engines.base import Decoding
from pipeline.engines.errors import IncompleteModel, LanguageCodeError, UnsupportedModel
from pipeline.engines.tokenizer import TOKENIZER_FILES

MANIFEST: Final = "manifest.json"
WEIGHTS: Final = ("model.safetensors", "pytorch_model.bin")
CTRANSLATE2_FILES: Final = ("model.bin", "config.json", "shared_vocabulary.json")

CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "kk": ("kk", "kaz_Cyrl", "kaz"),
    "ru": ("ru", "rus", "rus_Cyrl"),
    "tr": ("tr", "tur", "tur_Latn"),
    "az": ("az", "aze_Latn", "azj_Latn", "azj", "aze"),
}
"""How OPUS-MT and our own models name each locale within ``>><<``, best first."""

_POSITIONS: Final = 512  # of every MarianMT model whose config.json we do not have
_REVISION_LENGTH: Final = 40  # as many hex digits of a digest as a git commit has


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """What a model is and serves.

    Attributes:
        name: as people call it.
        revision: 40 hex digits: the commit it was pulled at, or the digest of its weights.
        codes: locale -> language token that asks the model for it; empty: it needs none.
        guided: whether the first head of the last decoder layer was trained to align
            (Chen et al. 2016). Else the alignment is the mean of that layer's heads.
        annotates: whether it understands pins written into its source.
        longest: the source tokens up to which it translates well; longer segments are cut at
            clauses. 0: as many as it can take.
        length_penalty: see `Decoding`; more than 1 for a model whose translations are too short.
        license: of its weights.
        repository: where it came from.
    """

    name: str
    revision: str
    codes: Mapping[str, str]
    guided: bool = False
    annotates: bool = False
    longest: int = 0
    length_penalty: float = 1.0
    license: str = ""
    repository: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """A model that is whole, on this machine.

    Attributes:
        manifest: what it is and serves.
        root: its folder.
        tokenizer: the folder of its tokenizer.
        transformers, ctranslate2: the folders of its weights; at least one is there.
        max_source: the most source tokens it can take.
        positions: how many tokens its decoder can count to.
    """

    manifest: Manifest
    root: Path
    tokenizer: Path
    transformers: Path | None
    ctranslate2: Path | None
    max_source: int
    positions: int

    @property
    def longest(self) -> int:
        """The most source tokens that it should be given at once."""
        return min(self.manifest.longest or self.max_source, self.max_source)

    @property
    def decoding(self) -> Decoding:
        """How it is searched best."""
        return Decoding(length_penalty=self.manifest.length_penalty)

    @property
    def name(self) -> str:
        """Name and revision, as provenance records them."""
        return f"{self.manifest.name}@{self.manifest.revision[:8]}"


def inspect(root: Path) -> Model:
    """Look at a model's folder, in any of the layouts.

    Raises:
        IncompleteModel: files are missing; it names them.
        UnsupportedModel: it holds something else.
        LanguageCodeError: it cannot be told which locales it serves, or a token is unknown to it.
    """
    if not root.is_dir():
        raise IncompleteModel(f"{root}: there is no such folder")
    transformers, ctranslate2 = _layouts(root)
    tokenizer = transformers or ctranslate2
    if tokenizer is None:
        raise IncompleteModel(
            f"{root}: no model in it; a transformers folder has {WEIGHTS[0]} or {WEIGHTS[1]}, "
            f"a CTranslate2 folder has {CTRANSLATE2_FILES[0]}"
        )
    missing = [file for file in TOKENIZER_FILES if not (tokenizer / file).is_file()]
    if transformers and not (transformers / "config.json").is_file():
        missing.append("config.json")
    if missing:
        raise IncompleteModel(
            f"{tokenizer}: {', '.join(missing)} missing; copy from where the model came from"
        )
    config = _read_json(transformers / "config.json") if transformers else {}
    if config.get("model_type", "marian") != "marian":
        raise UnsupportedModel(
            f"{root}: a model of type {config['model_type']!r}; only MarianMT models work"
        )
    settings = _read_json(tokenizer / "tokenizer_config.json")
    positions = int(config.get("max_position_embeddings", _POSITIONS))
    return Model(
        manifest=_manifest(root, tokenizer, settings, transformers or tokenizer),
        root=root,
        tokenizer=tokenizer,
        transformers=transformers if transformers and weights(transformers) else None,
        ctranslate2=ctranslate2,
        max_source=min(int(settings.get("model_max_length", _POSITIONS)), positions),
        positions=positions,
    )


def weights(folder: Path) -> Path | None:
    """Return the file of weights of a transformers folder, safetensors first."""
    return next((folder / name for name in WEIGHTS if (folder / name).is_file()), None)


def language_codes(folder: Path) -> tuple[str, ...]:
    """Return the language tokens in a tokenizer's vocabulary, in order of their ids."""
    vocabulary: dict[str, int] = _read_json(folder / "vocab.json")
    codes = [t for t in vocabulary if t.startswith(">>") and t.endswith("<<")]
    return tuple(sorted(codes, key=vocabulary.__getitem__))


def resolve_codes(available: tuple[str, ...], locales: tuple[str, ...]) -> dict[str, str]:
    """Find the language token of each locale that a model has one for.

    >>> resolve_codes((">>tur<<", ">>kaz_Cyrl<<", ">>kaz_Latn<<"), ("kk", "ru", "tr"))
    {'kk': '>>kaz_Cyrl<<', 'tr': '>>tur<<'}
    """
    found = {
        locale: next((f">>{c}<<" for c in CODES[locale] if f">>{c}<<" in available), None)
        for locale in locales
    }
    return {locale: code for locale, code in found.items() if code}


def check_codes(name: str, codes: Mapping[str, str], available: tuple[str, ...]) -> None:
    """Refuse a language token that the model does not know, or none where it needs one.

    An unknown token is read as text and the model then writes whichever language it likes.

    Raises:
        LanguageCodeError: with the tokens that there are.
    """
    there = ", ".join(available) or "none: it has one target and needs no token"
    for locale, code in codes.items():
        if code and code not in available:
            raise LanguageCodeError(
                f"{name}: {locale} is set to {code}, which the model does not know. "
                f"Its language tokens: {there}"
            )
        if not code and available:
            raise LanguageCodeError(
                f"{name}: {locale} has no language token, and the model needs one. "
                f"Its language tokens: {there}"
            )


def write_manifest(root: Path, manifest: Manifest) -> None:
    """Write ``manifest`` into a model's folder."""
    data = asdict(manifest) | {"codes": dict(manifest.codes)}
    text = json.dumps(data, indent=2, ensure_ascii=False)
    (root / MANIFEST).write_text(text + "\n", encoding="utf-8")


def digest(file: Path) -> str:
    """Return a file's SHA-256 as a revision: its first 40 hex digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:_REVISION_LENGTH]


def _layouts(root: Path) -> tuple[Path | None, Path | None]:
    """Return the transformers and the CTranslate2 folder of ``root``."""
    inner, converted = root / "transformers", root / "ctranslate2"
    if inner.is_dir() or converted.is_dir():
        whole = all((converted / file).is_file() for file in CTRANSLATE2_FILES)
        if converted.is_dir() and not whole:
            lacks = [f for f in CTRANSLATE2_FILES if not (converted / f).is_file()]
            raise IncompleteModel(f"{converted}: {', '.join(lacks)} missing; convert it again")
        return inner, (converted if whole else None)
    if (root / CTRANSLATE2_FILES[0]).is_file():
        lacks = [f for f in CTRANSLATE2_FILES if not (root / f).is_file()]
        if lacks:
            raise IncompleteModel(f"{root}: {', '.join(lacks)} missing; convert the model again")
        return None, root
    return (root if weights(root) else None), None


def _manifest(root: Path, tokenizer: Path, settings: Mapping[str, Any], weighed: Path) -> Manifest:
    available = language_codes(tokenizer)
    if (root / MANIFEST).is_file():
        data = _read_json(root / MANIFEST)
        try:
            manifest = Manifest(**data)
        except TypeError as error:
            raise UnsupportedModel(f"{root / MANIFEST}: {error}") from error
    else:
        file = weights(weighed) or weighed / CTRANSLATE2_FILES[0]
        manifest = Manifest(
            name=root.resolve().name,
            revision=digest(file),
            codes=_guess_codes(root, settings, available),
        )
    check_codes(str(root), manifest.codes, available)
    return manifest


def _guess_codes(
    root: Path, settings: Mapping[str, Any], available: tuple[str, ...]
) -> dict[str, str]:
    """Find out what a model without a manifest serves, from its tokenizer's files."""
    if available:
        codes = resolve_codes(available, LOCALES)
        if not codes:
            raise LanguageCodeError(
                f"{root}: none of its language tokens is one of {', '.join(LOCALES)}: "
                f"{', '.join(available)}"
            )
        return codes
    target = settings.get("target_lang")
    codes = {locale: "" for locale in LOCALES if target in CODES[locale]}
    if not codes:
        raise LanguageCodeError(
            f"{root}: its files do not say which language it translates into; say it in "
            f'{root / "tokenizer_config.json"}, as in "target_lang": "tr"'
        )
    return codes


def _read_json(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnsupportedModel(f"{file}: not readable as JSON ({error})") from error
    if not isinstance(data, dict):
        raise UnsupportedModel(f"{file}: holds no JSON object")
    return data
