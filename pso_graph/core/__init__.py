"""Errors, settings and resource paths: the ground that every other package stands on."""
