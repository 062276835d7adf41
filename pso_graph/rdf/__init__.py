"""RDF terms, files and the canonical form; the only layer, with the store, that knows the RDF library."""
