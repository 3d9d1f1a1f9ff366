"""Results as files people open. Every view is a projection of the result."""

from pipeline.render.html import digest_html
from pipeline.render.markdown import digest_markdown, summary_markdown

__all__ = ["digest_html", "digest_markdown", "summary_markdown"]
