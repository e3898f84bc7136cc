"""The command ``birlestik``, one module a group of commands."""

from pipeline.cli.app import app, main

__all__ = ["app", "main"]
