"""What the page of a thing shows: title, facts, parts, proofs, lineage, contents, and what points at it."""
