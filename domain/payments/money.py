"""Money: whole numbers of minor units and an ISO 4217 code, never a float."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
# Currencies without minor units, and those that have others than hundredths (ISO 4217, list one).
_WHOLE = "XAF XOF XPF BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV"
_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"
_EXPONENTS = dict.fromkeys(_WHOLE.split(), 0) | dict.fromkeys(_THOUSANDTHS.split(), 3)


def exponent(currency: str) -> int:
    """How many decimals an amount of this currency has: 0 for XAF, 2 for most."""
    return _EXPONENTS.get(currency, 2)


def minor(amount: Decimal | int | str, currency: str) -> int:
    """An amount as written, in minor units. Raises ``ValueError`` for more decimals than its currency has."""
    scaled = Decimal(str(amount)).scaleb(exponent(currency))
    if scaled != scaled.to_integral_value():
        raise ValueError("more decimals than the currency has")
    return int(scaled)


def major(amount: int, currency: str) -> Decimal:
    """Minor units as an amount with the currency's decimals."""
    return Decimal(amount).scaleb(-exponent(currency))


def rounded(numerator: int, denominator: int) -> int:
    """A share of an amount, to a whole minor unit, halves up (V30). ``denominator`` is positive."""
    return (2 * numerator + denominator) // (2 * denominator)
