"""``birlestik models``: what can translate, and bringing more of it onto this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from glossary.model import LOCALES
from pipeline.cli import console
from pipeline.engines import registry
from pipeline.engines.errors import EngineError, ModelError, NotPulled
from pipeline.engines.folder import Manifest, Model
from pipeline.engines.load import require_torch
from pipeline.engines.registry import Checkpoint

app = typer.Typer(
    name="models",
    help="List, pull, convert and remove translation models.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command("list")
def list_models() -> None:
    """List the models, by preference: a pulled one is used before the embedded one."""
    with _errors():
        used = {locale: registry.choose(locale).manifest.name for locale in LOCALES}
        here = {each.name: registry.pulled(each) for each in registry.CHECKPOINTS}
    table = Table()
    table.add_column("model", no_wrap=True)
    for heading in ("into", "used for", "on this machine"):
        table.add_column(heading)
    for each in registry.CHECKPOINTS:
        model = here[each.name]
        size = _megabytes(model.root) if model else f"no, {each.megabytes} MB"
        table.add_row(each.name, " ".join(each.locales), _used(each.name, used), size)
    ours = registry.embedded()
    name = ours.manifest.name
    table.add_row(name, " ".join(ours.manifest.codes), _used(name, used), _megabytes(ours.root))
    console.out.print(table)


@app.command()
def info(
    model: Annotated[str, typer.Argument(help="A model's name, or the folder of one.")],
) -> None:
    """Print what a model is and serves."""
    with _errors():
        try:
            rows = _facts(registry.find(model))
        except NotPulled as missing:
            rows = _announced(registry.checkpoint(model), str(missing))
    table = Table(show_header=False, box=None)
    for row in rows:
        table.add_row(*row)
    console.out.print(table)


@app.command("pull")
def pull_models(
    models: Annotated[
        list[str], typer.Argument(help="Names, as `birlestik models list` has them.")
    ],
) -> None:
    """Download models from the hub and convert them once. An interrupted pull goes on."""
    with _errors():
        chosen = [registry.checkpoint(name) for name in models]
        from pipeline.engines.pull import pull  # noqa: PLC0415 - huggingface_hub is slow to import

        for each in chosen:
            pulled = pull(each)
            console.out.print(f"{pulled.name}: ready for {', '.join(pulled.manifest.codes)}")


@app.command()
def convert(
    source: Annotated[Path, typer.Argument(help="A transformers folder of a MarianMT model.")],
    target: Annotated[Path, typer.Argument(help="The new model folder.")],
    *,
    name: Annotated[
        str | None, typer.Option(help="What to call the model; else as the new folder.")
    ] = None,
    guided: Annotated[
        bool,
        typer.Option("--guided", help="The first head of the last decoder layer is an aligner."),
    ] = False,
    annotates: Annotated[
        bool, typer.Option("--annotates", help="The model was trained on annotated sources.")
    ] = False,
    longest: Annotated[
        int,
        typer.Option(min=0, help="Tokens up to which it translates well; 0: all it can take."),
    ] = 0,
    length_penalty: Annotated[
        float | None, typer.Option(min=0.0, help="Above 1 for a model that translates too briefly.")
    ] = None,
    licence: Annotated[str, typer.Option("--license", help="The licence of the weights.")] = "",
) -> None:
    """Make a model folder, with both layouts, for `--model`."""
    with _errors():
        require_torch("converting a model")
        from pipeline.engines.convert import package  # noqa: PLC0415 - it imports PyTorch

        if target.exists():
            raise ModelError(f"{target} is there already: choose a new folder")
        given = registry.find(str(source)).manifest
        manifest = Manifest(
            name=name or target.resolve().name,
            revision="",
            codes=given.codes,
            guided=guided or given.guided,
            annotates=annotates or given.annotates,
            longest=longest or given.longest,
            length_penalty=given.length_penalty if length_penalty is None else length_penalty,
            license=licence or given.license,
            repository=given.repository,
        )
        made = package(source, target, manifest)
        console.out.print(f"{made.name}: {target} is ready for {', '.join(made.manifest.codes)}")


@app.command()
def remove(
    model: Annotated[str, typer.Argument(help="A pulled model's name.")],
) -> None:
    """Delete a pulled model from this machine."""
    with _errors():
        known = registry.checkpoint(model)
        from pipeline.engines import pull  # noqa: PLC0415 - huggingface_hub is slow to import

        freed = pull.remove(known.name)
        console.out.print(f"{known.name}: {freed // 1_000_000} MB freed")


def _facts(model: Model) -> list[tuple[str, str]]:
    manifest = model.manifest
    return [
        ("name", model.name),
        ("from", manifest.repository or "–"),
        ("revision", manifest.revision),
        ("licence", manifest.license or "–"),
        ("folder", str(model.root)),
        ("layouts", ", ".join(_layouts(model))),
        ("translates into", ", ".join(f"{k} {v}".strip() for k, v in manifest.codes.items())),
        ("longest segment", f"{model.longest} tokens"),
        ("understands pins", "yes" if manifest.annotates else "no"),
    ]


def _announced(checkpoint: Checkpoint, missing: str) -> list[tuple[str, str]]:
    return [
        ("name", checkpoint.name),
        ("from", checkpoint.repository),
        ("revision", checkpoint.revision),
        ("licence", checkpoint.license),
        ("translates into", ", ".join(checkpoint.locales)),
        ("quality", checkpoint.note),
        ("", missing),
    ]


def _used(name: str, used: dict[str, str]) -> str:
    return " ".join(locale for locale, model in used.items() if model == name)


def _layouts(model: Model) -> Iterator[str]:
    if model.ctranslate2:
        yield "CTranslate2"
    if model.transformers:
        yield "transformers"


def _megabytes(root: Path) -> str:
    size = sum(file.stat().st_size for file in root.rglob("*") if file.is_file())
    return f"{size // 1_000_000} MB"


@contextmanager
def _errors() -> Iterator[None]:
    try:
        yield
    except EngineError as error:
        console.problems([str(error)])
        raise typer.Exit(3) from None
