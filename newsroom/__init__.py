"""A small news site in five languages, made of articles as `birlestik render` leaves them.

It is an example of a publishing tool, not a part of Birlestik: newsrooms have sites of their own.
It takes the rendered files, and the catalogs to see what a person has reviewed, and says so to
readers. Its own words come from catalogs, too. ``make site`` builds it.

`words` are the languages, `story` is an article as readers get it, `layout` the pages, `site` puts
them on disk, `pictures` photographs them in a browser.
"""
