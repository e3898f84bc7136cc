"""The messages of programs: any gettext catalog or template, filled like those of articles.

`format` shows a message to the pipeline as words with marks; `syntax`, `tokens`, `lines` and
`accelerators` know what in it is no words. `plurals` and `agreement` are the forms of a plural
entry. `drafts` turns entries into drafts and verifies them, `fill` runs over files.
"""

from pipeline.messages.fill import SUFFIXES, Job, fill, jobs

__all__ = ["SUFFIXES", "Job", "fill", "jobs"]
