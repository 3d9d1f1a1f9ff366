"""The reading of one text: head, body, outline, sentences, chunks. Pure."""

from pipeline.outline.chunks import cut_chunks, estimate_tokens
from pipeline.outline.read import read_outline
from pipeline.outline.sentences import segments_of

__all__ = ["cut_chunks", "estimate_tokens", "read_outline", "segments_of"]
