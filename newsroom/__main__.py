"""``python -m newsroom``: builds the site."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from newsroom.site import build
from pipeline.articles import ArticleError
from pipeline.catalogs import CatalogError


def main() -> int:
    """Build the site from the command line."""
    parser = ArgumentParser(prog="newsroom", description="Build a news site in five languages.")
    parser.add_argument("--articles", type=Path, default=Path("articles"), help="the originals")
    parser.add_argument("--pages", type=Path, default=Path("build/pages"), help="as rendered")
    parser.add_argument(
        "--catalogs", type=Path, default=Path("locales"), help="rendered from these"
    )
    parser.add_argument("--to", type=Path, default=Path("build/site"), help="where the site goes")
    arguments = parser.parse_args()
    try:
        pages = build(arguments.articles, arguments.pages, arguments.catalogs, arguments.to)
    except (ArticleError, CatalogError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{pages} pages; open {arguments.to / 'index.html'} in a browser.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
