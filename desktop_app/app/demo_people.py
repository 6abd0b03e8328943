"""Made-up people who sign in the demo: many scripts, one name or two, every mix of choices."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class MadeUpPerson:
    """Somebody who does not exist. `sms` needs a phone number after Yes."""

    given_name: str
    family_name: str
    email: str
    country: str
    language: str
    shares: bool
    wants_email: bool
    wants_sms: bool
    phone: str = ""


# Given name, family name, language of the screens, country, name in the address.
NAMES: tuple[tuple[str, str, str, str, str], ...] = (
    ("Marta", "Schmidt", "de", "DE", "marta.schmidt"),
    ("Иван", "Петров", "ru", "RU", "ivan.petrov"),
    ("محمد", "الأحمد", "ar", "SY", "m.alahmad"),
    ("Zoé", "Lefèvre", "fr", "FR", "zoe.lefevre"),
    ("José María", "Núñez", "es", "ES", "jm.nunez"),
    ("ნინო", "ბერიძე", "en", "GE", "nino.beridze"),
    ("Nguyễn", "Thị Hồng", "en", "VN", "hong.nguyen"),
    ("Prince", "", "en", "GB", "prince"),
    ("Αθηνά", "Παπαδοπούλου", "en", "GR", "athina.p"),
    ("Łukasz", "Wiśniewski", "en", "PL", "lukasz.w"),
    ("王", "小明", "en", "CN", "xiaoming"),
    ("Անի", "Հակոբյան", "ru", "AM", "ani.h"),
    ("İpek", "Öztürk", "de", "TR", "ipek"),
    ("גל", "כהן", "en", "IL", "gal.cohen"),
    ("Олександра", "Шевченко", "ru", "UA", "o.shevchenko"),
    ("Jean-Luc", "D’Angelo", "fr", "BE", "jl.dangelo"),
    ("अनुष्का", "शर्मा", "en", "IN", "anushka"),
    ("สมชาย", "ใจดี", "en", "TH", "somchai"),
    ("김", "서연", "en", "KR", "seoyeon"),
    ("فاطمه‌زهرا", "رضایی", "ar", "IR", "f.rezaei"),
    ("Đorđe", "Živković", "de", "RS", "djordje"),
    ("Søren", "Ærø", "en", "DK", "soren"),
    ("O", "Ng", "en", "SG", "o.ng"),
    ("髙橋", "さくら", "en", "JP", "sakura"),
    ("ሰላም", "ተስፋዬ", "en", "ET", "selam"),
)
SIGNS_TWICE_EVERY = 12
PHONE = "+49 1512 3456789"


def made_up_people(count: int) -> Iterator[MadeUpPerson]:
    """Give so many people; every twelfth signs a second time, as happens at every stall."""
    for number in range(count):
        is_again = number and number % SIGNS_TWICE_EVERY == 0
        yield _person(0 if is_again else number)


def _person(number: int) -> MadeUpPerson:
    given_name, family_name, language, country, mailbox = NAMES[number % len(NAMES)]
    family_name = (
        NAMES[(number * 7 + number // len(NAMES)) % len(NAMES)][1]
        if _later(number)
        else family_name
    )
    wants_sms = number % 5 == 3
    return MadeUpPerson(
        given_name=given_name,
        family_name=family_name,
        email=f"{mailbox}{number if _later(number) else ''}@example.org",
        country=country,
        language=language,
        shares=number % 3 != 2,
        wants_email=number % 2 == 0,
        wants_sms=wants_sms,
        phone=PHONE if wants_sms else "",
    )


def _later(number: int) -> bool:
    """After one round of names, first and last names are mixed anew."""
    return number >= len(NAMES)
