"""The order of work: read, anchor, check, entail, write, switch. Nothing else orders these steps."""
