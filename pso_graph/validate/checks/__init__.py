"""Checks beyond SHACL: of data, the ontology, queries, shapes and the form of files."""
