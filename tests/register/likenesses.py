"""How one person signs again, each time a little differently, and who only looks like somebody else.

Both are what happens at stalls. Each function gives what is typed the second time, or None where it
cannot happen to this person: nobody drops the accents of a name that has none.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

import phonenumbers

from tests.register.crowd import Crowd, Person, latin, locale_of

Retyped = Callable[[Crowd, Person], Person | None]
NEIGHBOURS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertzuiopasdfghjklöxcvbnmn", strict=True))
GERMAN_SPELLING = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)


# ---- the same person again -------------------------------------------------------------------------


def exactly(crowd: Crowd, person: Person) -> Person:
    """Type just the same."""
    return person


def other_case(crowd: Crowd, person: Person) -> Person:
    """Hold the shift key, or forget it."""
    shout = crowd.chance.random() < 0.5
    change = str.upper if shout else str.lower
    return person.but(
        given_name=change(person.given_name),
        family_name=change(person.family_name),
        email=person.email[:1].upper() + person.email[1:],
    )


def other_width(crowd: Crowd, person: Person) -> Person | None:
    """Type full-width letters, as keyboards for Chinese and Japanese do."""
    name = person.given_name
    if not name.isascii():
        return None
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
    return person.but(given_name=wide)


def other_form(crowd: Crowd, person: Person) -> Person | None:
    """Use a keyboard that writes accents as characters of their own."""
    apart = unicodedata.normalize("NFD", person.given_name)
    return person.but(given_name=apart) if apart != person.given_name else None


def spaced(crowd: Crowd, person: Person) -> Person:
    """Leave blanks behind, and double ones between."""
    return person.but(given_name=f" {person.given_name}  ", email=f"{person.email} ")


def in_one_field(crowd: Crowd, person: Person) -> Person | None:
    """Type the whole name where the given name goes."""
    if not person.family_name:
        return None
    return person.but(given_name=f"{person.given_name} {person.family_name}", family_name="")


def swapped(crowd: Crowd, person: Person) -> Person | None:
    """Type the family name first."""
    if not person.family_name:
        return None
    return person.but(given_name=person.family_name, family_name=person.given_name)


def without_accents(crowd: Crowd, person: Person) -> Person | None:
    """Find no accents on this keyboard."""
    plain = [_plain(name) for name in (person.given_name, person.family_name)]
    if plain == [person.given_name, person.family_name]:
        return None
    return person.but(given_name=plain[0], family_name=plain[1])


def spelt_out(crowd: Crowd, person: Person) -> Person | None:
    """Write Mueller for Müller."""
    names = [name.translate(GERMAN_SPELLING) for name in (person.given_name, person.family_name)]
    if names == [person.given_name, person.family_name]:
        return None
    return person.but(given_name=names[0], family_name=names[1])


def in_latin_letters(crowd: Crowd, person: Person) -> Person | None:
    """Write the name as it stands in the passport, beside the same address."""
    if unicodedata.name(person.given_name[0]).startswith("LATIN"):
        return None
    names = (person.given_name, person.family_name or person.given_name)
    spelt = [latin(name).replace(".", " ").title() for name in names]
    return person.but(given_name=spelt[0], family_name=spelt[1]) if all(spelt) else None


def without_second_name(crowd: Crowd, person: Person) -> Person | None:
    """Give one of two given names."""
    first, _, second = person.given_name.partition(" ")
    return person.but(given_name=first) if second and person.family_name else None


def without_family_name(crowd: Crowd, person: Person) -> Person | None:
    """Give the first name only, beside the same address."""
    return person.but(family_name="") if person.family_name else None


def slip_in_name(crowd: Crowd, person: Person) -> Person | None:
    """Hit a wrong key in the name, beside the same address."""
    if len(person.family_name) < 4 or not person.family_name[1:].isalpha():
        return None
    return person.but(family_name=_slip(person.family_name, crowd.chance))


def slip_in_mailbox(crowd: Crowd, person: Person) -> Person:
    """Hit a wrong key before the @."""
    mailbox, _, domain = person.email.partition("@")
    return person.but(email=f"{_slip(mailbox, crowd.chance)}@{domain}")


def slip_in_domain(crowd: Crowd, person: Person) -> Person:
    """Hit a wrong key after the @."""
    mailbox, _, domain = person.email.partition("@")
    name, _, end = domain.rpartition(".")
    return person.but(email=f"{mailbox}@{_slip(name, crowd.chance)}.{end}")


def dots_and_tags(crowd: Crowd, person: Person) -> Person | None:
    """Use the same mailbox with a tag, or without its dots, where the provider takes no notice."""
    mailbox, _, domain = person.email.partition("@")
    if domain != "gmail.com":
        return None
    other = mailbox.replace(".", "") if "." in mailbox else f"{mailbox}+petition"
    return person.but(email=f"{other}@{domain}")


def other_email_same_phone(crowd: Crowd, person: Person) -> Person | None:
    """Give the address at work; the phone is the same, typed as people at home type it."""
    if not person.phone:
        return None
    return person.but(email=_other_email(crowd, person), phone=_at_home(person))


def other_email(crowd: Crowd, person: Person) -> Person | None:
    """Give another address and no phone: only name and country tell."""
    if not person.family_name:
        return None
    return person.but(email=_other_email(crowd, person), phone="")


AGAIN: Mapping[Retyped, int] = {
    exactly: 34,
    other_case: 9,
    other_width: 1,
    other_form: 3,
    spaced: 4,
    in_one_field: 4,
    swapped: 4,
    without_accents: 5,
    spelt_out: 2,
    in_latin_letters: 2,
    without_second_name: 3,
    without_family_name: 2,
    slip_in_name: 6,
    slip_in_mailbox: 7,
    slip_in_domain: 3,
    dots_and_tags: 2,
    other_email_same_phone: 4,
    other_email: 5,
}
"""How often each happens of a hundred second signatures."""


# ---- somebody else, who looks alike ------------------------------------------------------------------


def at_one_address(crowd: Crowd, person: Person) -> Person | None:
    """Share an address with a partner of the same family name."""
    other = crowd.other_given_name(person, locale_of(person))
    is_new = crowd.takes(f"{other} {person.email}")  # else two partners would have one name
    return crowd.again(person, given_name=other) if person.family_name and is_new else None


def at_one_address_with_another_name(crowd: Crowd, person: Person) -> Person:
    """Share an address with somebody of a quite different name."""
    other = crowd.person(locale_of(person))
    return replace(other, email=person.email)


def family_with_one_phone(crowd: Crowd, person: Person) -> Person | None:
    """Share a phone with the family; each has an address of their own."""
    if not person.phone or not person.family_name:
        return None
    given = crowd.other_given_name(person, locale_of(person))
    email = crowd.new_email(given, person.family_name)
    return crowd.again(person, given_name=given, email=email)


def namesake(crowd: Crowd, person: Person) -> Person | None:
    """Have the same name in the same country, another address, and another phone if any."""
    if not person.family_name:
        return None
    locale = locale_of(person)
    phone = crowd.new_phone(locale) if person.phone else ""
    email = crowd.new_email(person.given_name, person.family_name)
    return crowd.again(person, email=email, phone=phone)


def sibling_beside(crowd: Crowd, person: Person) -> Person | None:
    """Have an address that differs in one letter from a sister's: a.weber@, b.weber@."""
    if not person.family_name:
        return None
    given = crowd.other_given_name(person, locale_of(person))
    family = latin(person.family_name)
    if latin(given)[:1] == latin(person.given_name)[:1]:
        return None
    domain = person.email.partition("@")[2]
    email = f"{latin(given)[:1]}.{family}@{domain}"
    return (
        crowd.again(person, given_name=given, email=email, phone="") if crowd.takes(email) else None
    )


LOOK_ALIKE: Mapping[Retyped, int] = {
    at_one_address: 40,
    at_one_address_with_another_name: 15,
    family_with_one_phone: 20,
    namesake: 15,
    sibling_beside: 10,
}
"""How often each happens of a hundred people who look like somebody else."""


def retyped(
    ways: Mapping[Retyped, int], crowd: Crowd, person: Person
) -> tuple[Retyped, Person] | None:
    """Choose one of the ways, by how often each happens; None if it cannot happen to this person."""
    way = crowd.chance.choices([*ways], weights=[*ways.values()])[0]
    other = way(crowd, person)
    return (way, other) if other is not None else None


def _plain(name: str) -> str:
    """Take the accents off Latin letters; in other scripts they are part of the letter."""
    if not unicodedata.name(name[:1] or "A").startswith("LATIN"):
        return name
    apart = unicodedata.normalize("NFD", name.replace("ł", "l").replace("Ł", "L"))
    return "".join(c for c in apart if not unicodedata.combining(c))


def _slip(text: str, chance: Random) -> str:
    """Make one slip of the finger: a letter lost, doubled, swapped, or its neighbour hit."""
    letters = [n for n in range(1, len(text)) if text[n].isalpha()] or [len(text) - 1]
    while True:
        place = chance.choice(letters)
        before, letter, after = text[:place], text[place], text[place + 1 :]
        slipped = chance.choice(
            (
                before + after,
                before + letter * 2 + after,
                before + after[:1] + letter + after[1:],
                before + NEIGHBOURS.get(letter, "e") + after,
            )
        )
        if slipped != text and slipped.strip(".-_"):
            return slipped


def _other_email(crowd: Crowd, person: Person) -> str:
    return crowd.new_email(person.given_name, person.family_name)


def _at_home(person: Person) -> str:
    """Write a number without its country's prefix, where that is the person's own country."""
    number = phonenumbers.parse(person.phone)
    if phonenumbers.region_code_for_number(number) != person.country:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
