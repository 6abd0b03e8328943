"""What is said to a signer about wrong input: in words, what to do, and nothing of the input."""

from desktop_app.language import Words
from desktop_app.signature.fields import IDEA_MAX_CHARACTERS, Wrong


def sentence_for(words: Words, wrong: Wrong) -> str:
    """Say what is wrong with a field and what to do about it."""
    sentences = {
        "name": _name,
        "email": _email,
        "phone": _phone,
        "country": _country,
        "postcode": _postcode,
        "idea": _idea,
        "drawn_signature": _drawn,
    }
    family, _, what = wrong.code.partition(".")
    tell = sentences.get(family)
    sentence = tell(words).get(what) if tell else None
    return sentence or words.say("Please check what you typed here.")


def missing_choice(words: Words) -> str:
    """Say that a choice is still to be made."""
    return words.say("Please choose Yes or No.")


def unspoken(words: Words, language: str, shown: str) -> str:
    """Say that the interface lacks a language, and in which one the pages are instead."""
    names = {"language": words.language_name(language), "fallback": words.language_name(shown)}
    # NOTE: Both are names of languages in the language of the sentence.
    return (
        words.say("This device does not speak %(language)s yet. These pages are in %(fallback)s.")
        % names
    )


def _name(words: Words) -> dict[str, str]:
    return {
        "empty": words.say("Please type your name here."),
        "too_long": words.say("This name is too long. Please shorten it to 80 letters."),
    }


def _email(words: Words) -> dict[str, str]:
    return {
        "empty": words.say("Please type your e-mail address here."),
        "no_at": words.say("The @ is missing. An e-mail address looks like name@example.org."),
        "space": words.say("There is a space in the address. Please take it out."),
        "no_domain": words.say(
            "What comes after the @ is not complete. It looks like example.org."
        ),
        "wrong": words.say("This is no e-mail address yet. It looks like name@example.org."),
        "too_long": words.say("This address is too long. Please check it."),
    }


def _phone(words: Words) -> dict[str, str]:
    return {
        "empty": words.say("Please type your phone number here."),
        "no_prefix": words.say("Please begin with + and the number of your country, such as +49."),
        "wrong": words.say("This is no phone number yet. Please check the digits."),
    }


def _country(words: Words) -> dict[str, str]:
    return {
        "empty": words.say("Please choose your country."),
        "unknown": words.say("Please choose your country from the list."),
    }


def _postcode(words: Words) -> dict[str, str]:
    return {
        "empty": words.say("Please type your postcode here."),
        "too_long": words.say("This postcode is too long. Please check it."),
    }


def _idea(words: Words) -> dict[str, str]:
    return {
        "empty": words.say("Please write something first."),
        "too_long": words.count(
            "This text is too long. Please shorten it to %(number)s letter.",
            "This text is too long. Please shorten it to %(number)s letters.",
            IDEA_MAX_CHARACTERS,
        ),
    }


def _drawn(words: Words) -> dict[str, str]:
    return {
        "empty": words.say("Please draw your signature here."),
        "too_long": words.say("This drawing is too long. Please clear it and sign more simply."),
    }
