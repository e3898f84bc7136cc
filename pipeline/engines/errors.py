"""What can go wrong between the pipeline and its models. Each message says what to do.

::

    EngineError
    ├── SegmentTooLong          more tokens than the model can take
    ├── TorchMissing            the task needs PyTorch, which is an extra
    ├── DiskFull                no room for a download or a conversion
    ├── ModelError              a model on this machine that cannot serve
    │   ├── UnknownModel        neither a name of the registry nor a folder
    │   ├── NotPulled           in the registry, but not on this machine
    │   ├── IncompleteModel     files are missing
    │   ├── UnsupportedModel    not a MarianMT model that we can run
    │   ├── LanguageCodeError   its language token is wrong or missing
    │   └── LocaleNotServed     it does not translate into a locale
    └── HubError                the hub did not give us a model
        ├── HubUnreachable      no network, or the hub is down
        ├── NotOnHub            no such repository or revision
        ├── GatedModel          its owner wants you to accept terms
        ├── HubFileMissing      the repository lacks files that we need
        ├── ChecksumMismatch    what arrived is not what was announced
        └── PullInProgress      another process is pulling this model
"""

from __future__ import annotations


class EngineError(Exception):
    """The base of every error of this package."""


class SegmentTooLong(EngineError):
    """A segment takes more tokens than the model can take.

    Attributes:
        text: the segment.
        length: how many tokens it takes.
        limit: how many the model can take.
    """

    def __init__(self, text: str, length: int, limit: int) -> None:
        self.text = text
        self.length = length
        self.limit = limit
        super().__init__(
            f"a segment takes {length} tokens and the model takes at most {limit}: split it. "
            f"It begins {text[:60]!r}"
        )


class TorchMissing(EngineError):
    """PyTorch is needed and is not installed."""

    def __init__(self, task: str) -> None:
        super().__init__(f"{task} needs PyTorch: pip install 'birlestik[torch]'")


class DiskFull(EngineError):
    """There is no room for what has to be written."""


class ModelError(EngineError):
    """A model on this machine cannot do what was asked of it."""


class UnknownModel(ModelError):
    """A model's name is neither in the registry nor a folder."""


class NotPulled(ModelError):
    """A model is in the registry and was never pulled."""


class IncompleteModel(ModelError):
    """A model's folder lacks files."""


class UnsupportedModel(ModelError):
    """A folder holds something else than a MarianMT model that we can run."""


class LanguageCodeError(ModelError):
    """A model does not know the language token that should choose its target."""


class LocaleNotServed(ModelError):
    """A model does not translate into a locale."""


class HubError(EngineError):
    """The hub did not give us a model."""


class HubUnreachable(HubError):
    """There is no network, or the hub does not answer."""


class NotOnHub(HubError):
    """The hub has no such repository or revision."""


class GatedModel(HubError):
    """A repository opens only to who has accepted its terms."""


class HubFileMissing(HubError):
    """A repository lacks files that a MarianMT model needs."""


class ChecksumMismatch(HubError):
    """What arrived is not what the hub had announced."""


class PullInProgress(HubError):
    """Another process is pulling the same model."""
