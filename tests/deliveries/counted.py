"""A campaign in numbers, for charts, pages and reports: with names in many scripts, and hostile ones."""

from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from desktop_app.register.statistics import Answers, Statistics, Totals
from desktop_app.register.tallies import Counts, Pace

FIRST_DAY = date(2026, 11, 20)
BY_HOUR = (4, 12, 33, 21, 0, 17, 40, 11, 5)
PLACES = {
    "Berlin, Alexanderplatz": 214,
    "München, Marienplatz": 120,
    "ベルリン 中央駅": 61,
    "ميدان التحرير": 40,
    "כיכר רבין": 22,
    "Кирха на площади": 9,
    "": 5,
    "\u202eevil\u202c {\\rtf1} <b>x</b> %(number)s " + "W" * 150: 3,
    "เชียงใหม่": 1,
}


def counts(by: dict[Any, int], beyond: int = 0) -> Counts[Any]:
    return Counts(by=MappingProxyType(by), beyond=beyond)


def campaign_counted(**changes: object) -> Statistics:
    """Give the numbers of a campaign of some days."""
    hours = {
        (FIRST_DAY + timedelta(days=day), 9 + index): count * (1 + day) // 2
        for day in range(4)
        for index, count in enumerate(BY_HOUR)
        if count * (1 + day) // 2
    }
    kiosk_count = sum(PLACES.values())
    people = kiosk_count + 37
    found = Statistics(
        campaign="open-doors",
        totals=Totals(
            signatures=people + 31,
            people=people,
            duplicates=21,
            taken_back=6,
            revoked=4,
            erased=2,
            consents_withdrawn=3,
        ),
        hours=counts(hours),
        untimed=0,
        paper_days=counts({FIRST_DAY - timedelta(days=3): 30}),
        paper_undated=7,
        places=counts(PLACES),
        shifts=counts(
            {
                ("Berlin, Alexanderplatz", "Morning"): 120,
                ("München, Marienplatz", "1"): 118,
                ("Berlin, Alexanderplatz", "Evening"): 94,
                ("ベルリン 中央駅", "夜"): 61,
                ("ميدان التحرير", ""): 40,
                ("München, Marienplatz", "2"): 2,
            }
        ),
        languages=counts({"de": 250, "en": 130, "ar": 60, "fa": 40, "uk": 25, "zz-xx": 6, "ga": 1}),
        countries=counts(
            {"DE": 300, "AT": 90, "": 50, "CH": 40, "UA": 20, "FR": 7, "IR": 4, "GE": 1}
        ),
        devices=counts({"b75d9750": 300, "0a1b2c3d": 150, "ffee0011": 62}),
        device_words=MappingProxyType(
            {
                "b75d9750": "acid anchor apple arena",
                "0a1b2c3d": "baker bench bison blaze",
                "ffee0011": "",
            }
        ),
        kiosk_count=kiosk_count,
        paper_count=37,
        sheets=counts({"A1": 20, "A2": 17}),
        choices=MappingProxyType(
            {
                "share_with_starter": Answers(yes=330, no=180, not_asked=2),
                "email_updates": Answers(yes=200, no=312, not_asked=0),
            }
        ),
        pace=Pace(
            kiosk_count=500,
            quick_count=3,
            gap_count=420,
            median_gap_s=73.5,
            short_gap_count=24,
            pause_count=11,
            backward_count=1,
        ),
    )
    return replace(found, **changes)  # type: ignore[arg-type]


def nobody_counted() -> Statistics:
    """Give the numbers of a campaign whose signatures were all taken back."""
    empty = counts({})
    return campaign_counted(
        totals=Totals(signatures=2, taken_back=2),
        hours=empty,
        paper_days=empty,
        paper_undated=0,
        places=empty,
        shifts=empty,
        languages=empty,
        countries=empty,
        devices=empty,
        device_words=MappingProxyType({}),
        kiosk_count=0,
        paper_count=0,
        sheets=empty,
        choices=MappingProxyType({}),
        pace=Pace(),
    )
