"""The keystroke-level model for touch: how long a practised person without mistakes takes.

It is for comparing: a change that costs a tap or a key shows at once. It assumes that nobody errs or
wonders, so real people are slower; a published touch variant was 0.3 %, 2.8 % and 40 % off in three apps.

Sources, as facts/kiosk.md 2.3 gathers them:
    K   0.41 s: 29 words a minute with one finger, Palin et al. 2019 (five letters a word)
    +10 % keys for corrections: an assumption of ours
    T   0.8 s to find and touch a big target: published fingerstrokes of 0.43 s and 0.31 s, rounded up
    S   1.0 s to flick and find the place again: an assumption of ours
    M   1.35 s to prepare: Card, Moran and Newell 1980 (1.2 s in Kieras)
    reading 0.25 s a word: about 240 words a minute, silently
    system 0.3 s: all waiting for the device, from the first tap to the thanks

M comes once with each page on which something is done, and once with each departure from what is
preset (language, country). What must be read are the questions that have to be answered. The petition
is not counted, the volunteer tells it; nor is what signing means, which stands beside the button.
"""

from dataclasses import dataclass

KEY_S = 0.41
CORRECTIONS = 1.10
TAP_S = 0.8
FLICK_S = 1.0
PREPARE_S = 1.35
READ_WORD_S = 0.25
SYSTEM_S = 0.3


@dataclass(frozen=True, kw_only=True)
class Effort:
    """What a person did, as it was counted, and what they had to read."""

    taps: int
    keys: int
    flicks: int
    preparations: int
    words: int = 0

    @property
    def seconds(self) -> float:
        """How long it takes by the model."""
        return (
            self.taps * TAP_S
            + self.keys * KEY_S * CORRECTIONS
            + self.flicks * FLICK_S
            + self.preparations * PREPARE_S
            + self.words * READ_WORD_S
            + SYSTEM_S
        )
