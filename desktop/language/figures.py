"""Numbers written as each language writes them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

from domain.languages import LanguageCode

NARROW_NO_BREAK_SPACE = "\u202f"

# Thousands, then decimals. The full stop of Portuguese is the usage of offices in Cabo Verde and
# Mozambique; the standard's space is easily lost between two columns.
_SEPARATORS: dict[LanguageCode, tuple[str, str]] = {
    "en": (",", "."),
    "fr": (NARROW_NO_BREAK_SPACE, ","),
    "pt": (".", ","),
}


def grouped(value: int | float | Decimal, code: LanguageCode, decimals: int = 0) -> str:
    """``12480`` as ``12,480``, ``12 480`` (narrow no-break space) or ``12.480``; halves round up."""
    thousands, point = _SEPARATORS[code]
    exact = Decimal(str(value))
    # What somebody typed may have more digits than decimals usually keep.
    digits = Context(prec=max(28, exact.adjusted() + decimals + 3))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, digits)
    whole, _, fraction = f"{rounded.copy_abs():,}".partition(".")
    sign = "-" if rounded < 0 else ""
    return sign + whole.replace(",", thousands) + (point + fraction if fraction else "")


def percent(share: float | Decimal, code: LanguageCode, decimals: int = 0) -> str:
    """A share of one as a percentage: ``45%`` in English, ``45 %`` in French, ``45%`` in Portuguese."""
    text = grouped(Decimal(str(share)) * 100, code, decimals)
    return f"{text}{NARROW_NO_BREAK_SPACE}%" if code == "fr" else f"{text}%"
