"""From files to a dataset: reading data, entailing what follows from it, writing anchors."""
