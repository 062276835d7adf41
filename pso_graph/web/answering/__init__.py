"""Answering tasks: from what is kept, or by workers, as far as a client may have it."""
