"""The protocols of SPARQL 1.1: queries, updates and the graph store."""
