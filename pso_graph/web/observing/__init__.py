"""Seeing what is asked and answered: access log, counts and metrics."""
