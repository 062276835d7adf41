from __future__ import annotations
def explain(aspect, sign, pair): return ""
