"""How much room a disk has, in words."""

from desktop_app.language import Words

GB = 1_000_000_000
MB = 1_000_000


def size_words(words: Words, size_bytes: int) -> str:
    """Write a size in GB, below one in MB, as sticks are labelled."""
    if size_bytes >= GB:
        # NOTE: A size in gigabytes, such as 14.
        return words.say("%(number)s GB") % {"number": words.number(size_bytes // GB)}
    # NOTE: A size in megabytes, such as 512.
    return words.say("%(number)s MB") % {"number": words.number(size_bytes // MB)}
