"""Results as files people open. Every view is a projection of the result."""

from pipeline.render.edition import Edition, Look
from pipeline.render.html import digest_html, digest_pages
from pipeline.render.letterhead import letterhead_sample
from pipeline.render.markdown import digest_markdown, summary_markdown
from pipeline.render.rows import figures_csv, figures_jsonl
from pipeline.render.verify_page import verify_html
from pipeline.render.word import digest_docx
from pipeline.render.xlsx import digest_xlsx

__all__ = [
    "Edition",
    "Look",
    "digest_docx",
    "digest_html",
    "digest_markdown",
    "digest_pages",
    "digest_xlsx",
    "figures_csv",
    "figures_jsonl",
    "letterhead_sample",
    "summary_markdown",
    "verify_html",
]
