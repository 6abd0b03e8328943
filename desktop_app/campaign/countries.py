"""The countries that a campaign may offer and a signer may name: ISO 3166-1, and Kosovo."""

from functools import cache

from babel import Locale

NOT_COUNTRIES = frozenset(
    {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"}  # unions, and codes for tests
    | {"AC", "CP", "CQ", "DG", "EA", "IC", "TA"}  # places that ISO 3166-1 only reserves
)


@cache
def country_codes() -> frozenset[str]:
    """List the two-letter codes, as CLDR knows them. Loads the data when first asked."""
    territories = [str(code) for code in Locale.parse("en").territories]
    return frozenset(
        code
        for code in territories
        if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES
    )
