"""From a model's name or folder to an engine that runs it."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable

from pipeline.engines import registry
from pipeline.engines.base import Engine
from pipeline.engines.errors import TorchMissing
from pipeline.engines.folder import Model


def load_engines(
    locales: Iterable[str],
    *,
    model: str | None = None,
    engine: str = "ctranslate2",
    jobs: int = 1,
    device: str = "cpu",
) -> dict[str, Engine]:
    """Load what translates into each of ``locales``; one engine serves all that share a model.

    Args:
        locales: ``kk``, ``ru``, ``tr``, ``az``.
        model: a name of the registry or a folder; ``None``: the preferred one for each locale.
        engine: ``ctranslate2`` or ``transformers``.
        jobs: how many processor cores to use.
        device: ``cpu``, ``cuda`` or ``auto``.

    Raises:
        EngineError: a model is unknown, missing, damaged, or does not serve a locale; or PyTorch
            is missing.
    """
    chosen = {locale: registry.choose(locale, model) for locale in locales}
    loaded: dict[str, Engine] = {}
    for each in chosen.values():
        if each.name not in loaded:
            loaded[each.name] = load_engine(each, engine=engine, jobs=jobs, device=device)
    return {locale: loaded[each.name] for locale, each in chosen.items()}


def load_engine(
    model: Model, *, engine: str = "ctranslate2", jobs: int = 1, device: str = "cpu"
) -> Engine:
    """Load one model. A transformers folder is converted once, and the result kept.

    Raises:
        EngineError: see `load_engines`.
    """
    # Each engine's libraries are imported only when it is used: PyTorch alone takes seconds.
    if engine == "transformers":
        require_torch("the transformers engine")
        from pipeline.engines.marian import MarianEngine  # noqa: PLC0415 - see above

        return MarianEngine(model, jobs=jobs, device=device)
    if engine != "ctranslate2":
        raise ValueError(f"engine is {engine!r}: there are ctranslate2 and transformers")
    from pipeline.engines.ct2 import CTranslate2Engine  # noqa: PLC0415 - see above

    if model.ctranslate2 is None:
        require_torch(f"converting {model.root} for CTranslate2")
        from pipeline.engines.convert import converted  # noqa: PLC0415 - see above

        model = converted(model)
    return CTranslate2Engine(model, jobs=jobs, device=device)


def require_torch(task: str) -> None:
    """Raise `TorchMissing` unless PyTorch is installed; does not import it."""
    if importlib.util.find_spec("torch") is None:
        raise TorchMissing(task)
