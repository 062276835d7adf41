"""The two engines for SHACL: queries compiled for the embedded store, and pyshacl as their judge.

Read them in this order. ``graph`` and ``paths`` read the shapes; ``checks`` says what a compiled constraint
is; ``values``, ``counts``, ``pairs``, ``nesting``, ``select`` (with ``tokens``) and ``components`` compile
one family of constraint components each, and ``compilation`` puts them together. ``written`` loads the data
so that literals keep their form, ``running`` asks it, and ``literals`` judges what queries leave open.
``reference`` is pyshacl. ``findings``, ``messages`` and ``homes`` tell what either found.
"""
