"""A linked, checked, citable graph of Baltic Sea parliamentary decisions and what became of them."""
