"""Breaks a paragraph into lines of a width."""

from collections.abc import Callable

from desktop_app.deliveries.pdf.characters import cleaned, clusters, script_of

_SCRIPTS_WITHOUT_SPACES = frozenset({"Hani", "Hira", "Kana", "Bopo", "Yiii"})
_NEVER_AT_START = frozenset(
    "、。，．・：；？！）］｝〕〉》」』】〙〗ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…"
)
_NEVER_AT_END = frozenset("（［｛〔〈《「『【〘〖")


def wrapped(text: str, width_pt: float, measure: Callable[[str], float]) -> list[str]:
    """Break a paragraph at spaces, between Chinese or Japanese letters, or where it must.

    Thai, Lao, Khmer and Burmese put spaces between phrases only; a phrase that is too long breaks
    between any two letters, because word breaks would need a dictionary.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(cleaned(text)):
        if measure((line + piece).rstrip()) <= width_pt:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = ""
        for letter in _parts_that_fit(piece, width_pt, measure):
            if line:
                lines.append(line)
            line = letter
    if line.strip():
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> list[str]:
    """Cut a text into what may not be broken, each with the spaces after it."""
    pieces: list[str] = []
    for cluster in clusters(text):
        if pieces and not _may_break(pieces[-1][-1], cluster[0]):
            pieces[-1] += cluster
        else:
            pieces.append(cluster)
    return pieces


def _may_break(before: str, after: str) -> bool:
    if after.isspace():
        return False
    if before.isspace():
        return before not in {"\u00a0", "\u202f"}
    if after in _NEVER_AT_START or before in _NEVER_AT_END:
        return False
    if before in "-‐–—/" and after.isalpha():
        return True
    return script_of(before) in _SCRIPTS_WITHOUT_SPACES or (
        script_of(after) in _SCRIPTS_WITHOUT_SPACES
    )


def _parts_that_fit(piece: str, width_pt: float, measure: Callable[[str], float]) -> list[str]:
    """Cut a piece that is wider than a line; the last part may be followed by more."""
    if measure(piece.rstrip()) <= width_pt:
        return [piece]
    parts = [""]
    for cluster in clusters(piece):
        if parts[-1] and measure(parts[-1] + cluster) > width_pt:
            parts.append("")
        parts[-1] += cluster
    return parts
