"""Numbers that say who somebody is, shown so that a person can check them and a passer-by cannot use them."""

from __future__ import annotations

SHOWN = 3


def masked(value: str, shown: int = SHOWN) -> str:
    """The last letters and digits of a value, a dot for each before them; spaces and dashes stay.

    A value of no more than twice ``shown`` characters shows one: three of five would be most of it.
    """
    signs = [place for place, sign in enumerate(value) if sign.isalnum()]
    keep = shown if len(signs) > 2 * shown else min(1, max(0, len(signs) - 1))
    open_ones = set(signs[len(signs) - keep :]) if keep else set()
    return "".join(
        sign if not sign.isalnum() or place in open_ones else "•" for place, sign in enumerate(value)
    )
