"""`inkstand statistics`: a campaign in numbers, and as a report in PDF."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop_app.app.clock import now
from desktop_app.cli.options import (
    AsJson,
    CampaignOption,
    PassphraseFile,
    RegisterOption,
)
from desktop_app.cli.printing import Answer, Json, show_answer
from desktop_app.cli.progress import progress_bar
from desktop_app.cli.unlocking import unlocked_register

if TYPE_CHECKING:  # the kiosk's process reads this file too, and must not load the register
    from desktop_app.deliveries.charts import Chart
    from desktop_app.deliveries.coordinator.statistics_report import Figures, Report
    from desktop_app.register.statistics import Statistics
    from desktop_app.register.store import Register


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("statistics")(statistics)


def statistics(
    context: typer.Context,
    campaign: CampaignOption = None,
    out: Annotated[
        Path | None, typer.Option(metavar="PDF", help="Write the report with charts here.")
    ] = None,
    all_numbers: Annotated[
        bool,
        typer.Option(
            "--all-numbers", help="Small numbers in the PDF as well: for the coordinator only."
        ),
    ] = False,
    language: Annotated[
        str | None, typer.Option(help="Language of names, numbers and days; else English.")
    ] = None,
    register: RegisterOption = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Count a campaign by hour, place, shift, language, country, device; choices, duplicates, pace.

    On the screen, and with --json, all numbers are told. The PDF is meant for others: there, numbers
    of fewer than five people are left out, unless --all-numbers is given.
    """
    from desktop_app.app.statistics import (
        check_report_place,
        local,
        words_in,
        write_report_file,
    )
    from desktop_app.deliveries.charts import TELL_ALL
    from desktop_app.deliveries.coordinator.statistics_charts import THRESHOLD, naming_by
    from desktop_app.deliveries.coordinator.statistics_report import report_of
    from desktop_app.deliveries.delivery import campaign_named
    from desktop_app.register.packs import known_pack

    words = words_in(language)
    if out is not None:
        check_report_place(out)
    with unlocked_register(context, register, passphrase_file) as opened:
        found = _gathered(opened, campaign_named(opened, campaign))
        pack = known_pack(opened, found.campaign)
    made_at = local(now())
    pages = 0
    if out is not None:
        naming = naming_by(pack, words, TELL_ALL if all_numbers else THRESHOLD)
        pages = write_report_file(out, report_of(found, made_at, naming), words)
    lines = _lines(report_of(found, made_at, naming_by(pack, words)))
    facts = _json(found)
    if out is not None:
        lines += ["", f"Written: {out} ({pages} pages)"]
        facts |= {"file": str(out), "pages": pages}
    show_answer(Answer(lines=lines, json=facts), as_json=as_json)


def _gathered(register: "Register", campaign: str) -> "Statistics":
    from desktop_app.register.statistics import Statistics, gather_statistics

    with progress_bar("Counting") as show:
        for step in gather_statistics(register, campaign, None):
            if isinstance(step, Statistics):
                return step
            show(step.done, step.total)
    raise AssertionError


def _lines(report: "Report") -> list[str]:
    lines = [report.campaign]
    lines += [f"{label}: {value}" for label, value in report.facts]
    lines += _figure_lines(report.totals)
    for chart in report.charts:
        lines += _chart_lines(chart)
    return lines + _figure_lines(report.pace)


def _figure_lines(figures: "Figures") -> list[str]:
    return ["", figures.title, *(f"  {label}: {number}" for label, number in figures.lines)]


def _chart_lines(chart: "Chart") -> list[str]:
    return ["", chart.title, *(f"  {bar.label}: {bar.number} ({bar.share})" for bar in chart.bars)]


def _json(found: "Statistics") -> dict[str, Json]:
    totals, pace = found.totals, found.pace
    by_name = {
        "places": found.places,
        "languages": found.languages,
        "countries": found.countries,
        "devices": found.devices,
        "sheets": found.sheets,
    }
    return {
        "campaign": found.campaign,
        "signatures": totals.signatures,
        "people": totals.people,
        "duplicates": totals.duplicates,
        "taken_back": totals.taken_back,
        "revoked": totals.revoked,
        "unreadable": totals.unreadable,
        "erased": totals.erased,
        "consents_withdrawn": totals.consents_withdrawn,
        "on_device": found.kiosk_count,
        "on_paper": found.paper_count,
        "hours": [
            {"day": day.isoformat(), "hour": hour, "people": count}
            for (day, hour), count in found.hours.by.items()
        ],
        "without_hour": found.untimed,
        "paper_days": {day.isoformat(): count for day, count in found.paper_days.by.items()},
        "paper_without_day": found.paper_undated,
        "shifts": [
            {"place": place, "shift": shift, "people": count}
            for (place, shift), count in found.shifts.by.items()
        ],
        **{name: dict(counts.by) for name, counts in by_name.items()},
        "fingerprints": dict(found.device_words),
        "choices": {
            consent: {"yes": each.yes, "no": each.no, "not_asked": each.not_asked}
            for consent, each in found.choices.items()
        },
        "pace": {
            "on_device": pace.kiosk_count,
            "quick": pace.quick_count,
            "times": pace.gap_count,
            "median_ms": None if pace.median_gap_s is None else round(1000 * pace.median_gap_s),
            "short_times": pace.short_gap_count,
            "pauses": pace.pause_count,
            "clock_moved_back": pace.backward_count,
        },
        "beyond": {
            name: counts.beyond
            for name, counts in {**by_name, "hours": found.hours, "shifts": found.shifts}.items()
            if counts.beyond
        },
    }
