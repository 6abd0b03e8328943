"""What to say of a closing slip that was compared with what came, in one line."""

from collections.abc import Iterable, Mapping

from desktop_app.register.slips import ComparedSlip, SlipState

VERDICTS: Mapping[SlipState, str] = {
    SlipState.COMPLETE: "Complete.",
    SlipState.SIGNED_AFTER: "Complete; the device went on after it was closed.",
    SlipState.CUT_TAIL: "The end is missing: {missing}.",
    SlipState.GAPS: "Missing: {missing}.",
    SlipState.FORK: "ANOTHER HISTORY came than the one that was closed: look at that device.",
    SlipState.REVOKED: "Complete as far as the device is trusted; it was revoked.",
    SlipState.MISSING_DEVICE: "Nothing of this device has come.",
    SlipState.WAITING_DEVICE: "The device waits to be accepted.",
    SlipState.MISTYPED: "Not readable, compare it with the paper: {text} [{code}]",
}


def slip_line(slip: ComparedSlip) -> str:
    """Say how a slip compares: which device, how many records, and what to look for."""
    verdict = VERDICTS[slip.state].format(
        missing=_runs(slip.missing), text=slip.text, code=slip.code
    )
    if slip.state is SlipState.MISTYPED:
        return f"Slip: {verdict}"
    where = f"Slip: {slip.campaign} {slip.device}"
    return f"{where}: {slip.found} of {slip.expected} records. {verdict}"


def _runs(runs: Iterable[tuple[int, int]]) -> str:
    return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in runs)
