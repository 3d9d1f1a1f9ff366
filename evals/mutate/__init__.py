"""Mutation table of the verifier: correct drafts, one corruption each, and what noticed it."""
