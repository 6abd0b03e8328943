"""Usual slips in mail domains are noticed, and domains that are right are left in peace."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.qt.keyboard.layout import read_domains, read_known_domains
from desktop_app.signature.typos import likely_domain, with_domain
from tests.signature.slips import KINDS, slips_of

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "keyboards"
KNOWN = read_known_domains(RESOURCES, read_domains(RESOURCES))
REAL = Path(__file__).parent / "data" / "real_domains.txt"


def real_domains() -> list[str]:
    lines = REAL.read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def offered(domain: str, country: str = "") -> str | None:
    return likely_domain(f"marta@{domain}", KNOWN, country=country)


# -- the two figures --------------------------------------------------------------------------------


@pytest.mark.slow
def test_nine_of_ten_usual_slips_are_offered_the_right_domain(record_property) -> None:
    found, made = dict.fromkeys(KINDS, 0), dict.fromkeys(KINDS, 0)
    assert len(set(KNOWN.largest)) == 20
    for domain in KNOWN.largest:
        for kind, slips in slips_of(domain).items():
            made[kind] += len(slips)
            found[kind] += sum(offered(slip) == domain for slip in slips)

    share = sum(found.values()) / sum(made.values())
    record_property("offered_right", round(share, 4))
    print(f"\noffered the right domain: {share:.1%} of {sum(made.values())} slips")
    for kind in KINDS:
        print(f"  {kind}: {found[kind]} of {made[kind]}")
    assert sum(made.values()) > 1500
    assert share >= 0.9
    assert all(found[kind] / made[kind] >= 0.8 for kind in KINDS)


def test_one_of_a_hundred_real_domains_is_questioned_at_most(record_property) -> None:
    domains = real_domains()
    assert len(set(domains)) == len(domains) == 500
    assert not set(domains) & {*KNOWN.largest, *KNOWN.of_countries}
    unheard = [domain for domain in domains if not KNOWN.is_real(domain)]

    questioned = [domain for domain in domains if offered(domain) is not None]

    record_property("questioned", len(questioned))
    print(
        f"\nquestioned: {len(questioned)} of {len(domains)}, {len(unheard)} of them not in our data"
    )
    assert len(unheard) > 350, "what is listed cannot be questioned: it proves nothing"
    assert len(questioned) <= 0.01 * len(unheard), questioned


@pytest.mark.parametrize("country", ["", "DE", "FR", "PL", "RU", "GB"])
def test_no_country_makes_a_real_domain_questionable(country: str) -> None:
    assert [one for one in real_domains() if offered(one, country)] == []


def test_what_is_offered_on_the_keyboard_is_never_questioned() -> None:
    for domain in {*KNOWN.largest, *KNOWN.of_countries, *KNOWN.of_families, *KNOWN.near}:
        assert offered(domain) is None


# -- single ones ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.cmo", "gmail.com"),
        ("gmail.c", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("gmail.de", "gmail.com"),
        ("gmail", "gmail.com"),
        ("gmail.", "gmail.com"),
        ("gmail,com", "gmail.com"),
        ("gmail. com", "gmail.com"),
        ("gmail..com", "gmail.com"),
        ("gmailcom", "gmail.com"),
        ("gmai.lcom", "gmail.com"),
        ("gmial.con", "gmail.com"),
        ("GMIAL.com", "gmail.com"),
        ("hotmial", "hotmail.com"),
        ("gmx.ed", "gmx.de"),
        ("wbe.de", "web.de"),
        ("t-onlin.de", "t-online.de"),
        ("hotmailco.uk", "hotmail.co.uk"),
        ("hotmail.couk", "hotmail.co.uk"),
        ("hotmeil.com", "hotmail.com"),
        ("iclould.com", "icloud.com"),
        ("seznma.cz", "seznam.cz"),
        ("lapsote.net", "laposte.net"),
        ("yhaoo.se", "yahoo.se"),
        ("yahoo.cm", "yahoo.com"),
    ],
)
def test_slip_is_offered_what_was_meant(typed: str, meant: str) -> None:
    assert offered(typed) == meant


@pytest.mark.parametrize(
    ("country", "typed", "meant"),
    [
        ("DE", "gmx", "gmx.de"),
        ("AT", "gmx", "gmx.at"),
        ("CH", "gmx", "gmx.ch"),
        ("FR", "yahoo", "yahoo.fr"),
        ("", "yahoo", "yahoo.com"),
        ("DE", "web", "web.de"),
        ("GB", "hotmail.co", "hotmail.co.uk"),
        ("DE", "hotmail.co", "hotmail.com"),
    ],
)
def test_country_decides_where_a_slip_could_be_two_things(
    country: str, typed: str, meant: str
) -> None:
    assert offered(typed, country) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "mail.com",
        "ymail.com",
        "gmx.ch",
        "yahoo.es",
        "ao.com",
        "mai.ru",
        "web.com",
        "aok.de",
        "x.de",
    ],
)
def test_real_domain_beside_a_known_one_is_left_in_peace(typed: str) -> None:
    assert offered(typed) is None


@pytest.mark.parametrize(
    "email",
    [
        *("", "@", "marta", "marta@", "@gmial.com", "marta@@", "@@", "m@.", "m@..", "m@,", "m@ "),
        *("m@" + "x" * 5000, "m@\u202e", "m@gmail.com@", "m@ğmaıl.çom", "m@日本", "m@\x00\ud800"),
    ],
)
def test_nonsense_is_offered_nothing(email: str) -> None:
    assert likely_domain(email, KNOWN) is None


@given(st.text(max_size=80), st.sampled_from(["", "DE", "XX"]))
def test_whatever_is_typed_only_a_known_domain_is_offered(text: str, country: str) -> None:
    domain = likely_domain(f"m@{text}", KNOWN, country=country)

    assert domain is None or KNOWN.is_real(domain)


def test_only_the_domain_is_replaced() -> None:
    assert with_domain("Marta.S+x@gmial.com", "gmail.com") == "Marta.S+x@gmail.com"
    assert with_domain('"a@b"@gmial.com', "gmail.com") == '"a@b"@gmail.com'
