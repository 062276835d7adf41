"""Answering: refusing what must not run, running what may, and shaping lineage."""
