"""What can serve each locale: the embedded model, checkpoints of the hub, and folders.

The table is data. A checkpoint is preferred over those below it in every locale it serves.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from pipeline.engines import folder, paths
from pipeline.engines.errors import LocaleNotServed, ModelError, NotPulled, UnknownModel
from pipeline.engines.folder import Model

EMBEDDED: Final = "embedded"


@dataclass(frozen=True, kw_only=True, slots=True)
class Checkpoint:
    """A MarianMT checkpoint of the hub.

    Attributes:
        repository: its id on the hub.
        revision: the commit that is pulled: one that is known to be whole. Early commits of
            several tc-big repositories hold broken output weights.
        locales: what it is pulled for. Its language tokens are found in its vocabulary.
        guided: see `Manifest.guided`: checkpoints that OPUS-MT calls transformer-align.
        license: of its weights.
        note: how good it is known to be, and what to know before pulling it.
    """

    repository: str
    revision: str
    locales: tuple[str, ...]
    guided: bool = False
    license: str
    megabytes: int
    note: str = ""

    @property
    def name(self) -> str:
        """The short name: the id without its owner."""
        return self.repository.rpartition("/")[2]


CHECKPOINTS: Final = (
    Checkpoint(
        repository="Helsinki-NLP/opus-mt-tc-big-en-tr",
        revision="e539fc16a8a1a0ea5950eb339b595bfcce990e90",
        locales=("tr",),
        license="CC-BY-4.0",
        megabytes=475,
        note="chrF 62.8 on FLORES devtest",
    ),
    Checkpoint(
        repository="Helsinki-NLP/opus-mt-tc-big-en-zle",
        revision="708be1d372fe4c358a352f404e6dc9ca0126ba48",
        locales=("ru",),
        license="CC-BY-4.0",
        megabytes=480,
        note="chrF 59.7 on FLORES devtest",
    ),
    Checkpoint(
        repository="Helsinki-NLP/opus-mt-tc-bible-big-deu_eng_fra_por_spa-trk",
        revision="4e5712ce7419bf0efece8eeb86ba89e44961cfe1",
        locales=("kk", "az", "tr"),
        license="Apache-2.0",
        megabytes=960,
        note="the best Marian model for Kazakh: chrF 46.0 on FLORES devtest",
    ),
    Checkpoint(
        repository="Helsinki-NLP/opus-mt-en-trk",
        revision="f9d8f6cd9d95d2f8ce34943c1f6cfe610d3bbf92",
        locales=("kk", "az", "tr"),
        license="Apache-2.0",
        megabytes=310,
        note="smaller and older",
    ),
    Checkpoint(
        repository="Helsinki-NLP/opus-mt-en-ru",
        revision="13dd880734a16cbfb049690c7f53cb94705ca1d2",
        locales=("ru",),
        guided=True,
        license="Apache-2.0",
        megabytes=315,
        note="smaller and older",
    ),
    Checkpoint(
        repository="Helsinki-NLP/opus-mt-en-az",
        revision="5e104e226b0373324f9f3dec67a5758560db49ab",
        locales=("az",),
        guided=True,
        license="Apache-2.0",
        megabytes=230,
        note="BLEU 3.7 on FLORES devtest: a last resort",
    ),
)


def checkpoint(name: str) -> Checkpoint:
    """Return the checkpoint called ``name``, with or without its owner.

    Raises:
        UnknownModel: there is none; it names the nearest.
    """
    if name == EMBEDDED:
        raise UnknownModel(f"{EMBEDDED} is part of the package: nothing to pull or to remove")
    for each in CHECKPOINTS:
        if name in (each.name, each.repository):
            return each
    names = [each.name for each in CHECKPOINTS]
    near = get_close_matches(name, names, n=1, cutoff=0.4)
    meant = f"Did you mean {near[0]}? " if near else ""
    raise UnknownModel(f"{name}: no such model. {meant}There are: {', '.join(names)}")


def embedded() -> Model:
    """Return the model that the package brings."""
    return folder.inspect(paths.EMBEDDED)


def pulled(known: Checkpoint) -> Model | None:
    """Return a pulled checkpoint, or ``None`` where it is not on this machine.

    Raises:
        ModelError: it is there, and damaged.
    """
    root = paths.models() / known.name
    if not root.is_dir():
        return None
    try:
        return folder.inspect(root)
    except ModelError as error:
        raise type(error)(
            f"{error} (birlestik models remove {known.name}; birlestik models pull {known.name})"
        ) from error


def find(model: str) -> Model:
    """Return the model of a name, or in a folder.

    Raises:
        UnknownModel: neither a name nor a folder.
        NotPulled: a checkpoint of the table that is not on this machine.
        ModelError: the folder is not whole.
    """
    if model == EMBEDDED:
        return embedded()
    if Path(model).is_dir():
        return folder.inspect(Path(model))
    known = checkpoint(model)
    there = pulled(known)
    if there is None:
        raise NotPulled(
            f"{known.name} is not on this machine: birlestik models pull {known.name} "
            f"({known.megabytes} MB)"
        )
    return there


def choose(locale: str, model: str | None = None) -> Model:
    """Return what translates into ``locale``: ``model``, or the most preferred pulled one, or
    the embedded one.

    Raises:
        LocaleNotServed: ``model`` does not translate into ``locale``.
        ModelError: see `find`.
    """
    if model is None:
        serving = (pulled(each) for each in CHECKPOINTS if locale in each.locales)
        chosen = next((there for there in serving if there), None) or embedded()
    else:
        chosen = find(model)
    if locale not in chosen.manifest.codes:
        raise LocaleNotServed(
            f"{chosen.manifest.name} does not translate into {locale}, only into "
            f"{', '.join(sorted(chosen.manifest.codes))}. For {locale} there are: {EMBEDDED}, "
            f"{', '.join(c.name for c in CHECKPOINTS if locale in c.locales)}"
        )
    return chosen
