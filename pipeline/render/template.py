"""Fills a page: one self-contained file whose style and script are named to the browser by hash."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from pipeline.render.labels import Lang
from pipeline.render.plain import visible

if TYPE_CHECKING:
    from jinja2 import Environment

Labels = Mapping[str, tuple[str, str]]  # key: Chinese, English


def fill(
    name: str,
    labels: Labels,
    lang: Lang,
    styles: Sequence[str] = ("page.css",),
    scripts: Sequence[str] = ("page.js",),
    **values: Any,
) -> str:
    """The template `name` with its words in `lang`, the style sheets `styles` and the reading room's `scripts`."""
    style, script = "".join(map(_asset, styles)), "".join(map(_asset, scripts))
    return (
        _environment()
        .get_template(name)
        .render(
            lang=lang,
            labels=labels,
            label=lambda key, lang: labels[key][lang == "en"],
            t=partial(_switchable, labels, lang),
            style=Markup(style),
            script=Markup(script),
            style_hash=_csp_hash(style),
            script_hash=_csp_hash(script),
            **values,
        )
    )


def _switchable(labels: Labels, lang: Lang, key: str) -> Markup:
    """A label the page can show in the other language."""
    return Markup('<span data-t="{}">{}</span>').format(key, labels[key][lang == "en"])


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("pipeline.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["visible"] = visible
    return made


@cache
def _asset(name: str) -> str:
    return files("pipeline.render").joinpath("templates", name).read_text("utf-8")


def _csp_hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
