"""Pace: whether a form was filled in faster than hands can type.

Nothing is refused and nobody is told: the record carries the remark inside its seal, and after three
such signatures in a row a volunteer is asked to come.

Source: the keystroke-level model for touch, its fastest typists (0.32 s a key with two thumbs, 0.8 s
to find and touch a button); 0.12 s a key for practised hands on a hardware keyboard.
"""

from desktop_app.kiosk.states import Form

QUICK_IN_A_ROW = 3
KEY_S = 0.32
HARDWARE_KEY_S = 0.12
TOUCH_S = 0.8


def is_quick(form: Form) -> bool:
    """Tell whether nobody could have typed all this in the time.

    A form that begins with what was typed for another petition is not judged: nothing is typed in it.
    """
    return form.again is None and form.spent_s < least_s(form)


def least_s(form: Form) -> float:
    """Estimate the seconds that the quickest hands need for what is in a form.

    The domain of an address counts as one key, because a chip types it whole.
    """
    draft = form.draft
    local, at_sign, _ = draft.email.partition("@")
    typed = (draft.given_name, draft.family_name, local, draft.postcode, draft.phone, draft.idea)
    key_count = sum(map(len, typed)) + len(at_sign)
    each_s = HARDWARE_KEY_S if form.has_hardware_keys else KEY_S
    return key_count * each_s + (len(draft.choices) + 1) * TOUCH_S
