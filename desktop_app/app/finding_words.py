"""What to do about each mistake in a pack."""

from collections.abc import Mapping

from desktop_app.language import mark

FINDING_WORDS: Mapping[str, str] = {
    "pack.unreadable": mark("Name a pack's folder or an .inkpack file."),
    "pack.not_a_pack": mark("This is no .inkpack, or a damaged one. Copy it again."),
    "pack.too_large": mark("Keep each file under 2 MB, the whole under 16 MB and 400 files."),
    "pack.unsafe_path": mark("Take out links and paths that lead outside the pack."),
    "pack.missing_settings": mark("Add campaign.toml."),
    "pack.from_newer_version": mark("Install the newest Inkstand: this pack needs it."),
    "pack.not_utf8": mark("Save the file as UTF-8."),
    "pack.not_toml": mark("Mend the TOML."),
    "pack.unknown_key": mark("Take the key out, or mend its spelling or its place."),
    "pack.missing_key": mark("Add the key."),
    "pack.wrong_value": mark("Give another value."),
    "pack.missing_text": mark("Add the text of this language, or take the language out."),
    "pack.no_front_matter": mark("Begin the file with the words as TOML between two +++ lines."),
    "pack.missing_words": mark("Add the statement of this consent in this language."),
    "pack.missing_page": mark("Add this page in the default language."),
    "pack.html": mark("Write Markdown without HTML."),
    "pack.image_in_text": mark("Take the picture out of the text."),
    "pack.text_too_long": mark("Shorten the text to 40 000 characters."),
    "pack.missing_image": mark("Add the picture, or take look.image out."),
    "pack.image_unreadable": mark("Use a PNG or JPEG picture."),
    "pack.image_too_large": mark("Make the picture at most 6000 pixels wide and high."),
    "pack.unknown_file": mark("Take the file out, or name it as a text or page of a language."),
    "pack.id_reserved": mark("Choose another id: Windows and many a stick allow no such folder."),
    "pack.default_language": mark("Choose one of the campaign's languages."),
    "pack.default_language_unspoken": mark(
        "Choose a language that the signer's screens are translated into."
    ),
    "pack.twice": mark("Name each entry only once."),
    "pack.dates": mark("Put the dates in order: opens_on, closes_on, delete_by."),
    "pack.name_not_asked": mark("Ask for given_name as required: nobody signs without a name."),
    "pack.family_name_alone": mark(
        "Ask for given_name as firmly as for family_name, or set family_name to off."
    ),
    "pack.no_addressee": mark("Name at least one addressee: a petition goes to somebody."),
    "pack.idea_not_asked": mark("Ask for idea as required: it is what this campaign collects."),
    "pack.idea_in_petition": mark('Set idea to off, or write kind = "idea" at the top.'),
    "pack.unknown_consent": mark("Name one of the campaign's consents."),
    "pack.unknown_country": mark("Use the two letters of ISO 3166, such as DE."),
    "pack.reserved_name": mark("Choose another id: this one is the name of a field."),
    "pack.no_consent_to_sign": mark("Add a consent of kind to_sign."),
    "pack.no_columns": mark("Name at least one column."),
    "pack.unknown_column": mark("Deliver only what is asked, or ask for it."),
    "pack.accent_too_light": mark("Choose a darker colour: white on it needs 7:1 at least."),
    "pack.prompt_left": mark("Put your own words where [[ ]] asks for them, or another id."),
    "pack.no_manifest": mark("Publish the folder again; the file lacks its manifest."),
    "pack.manifest": mark("Publish the folder again; the manifest is damaged."),
    "pack.signature": mark("Do not use this file: nobody vouches for it. Get it again."),
    "pack.tampered": mark("Do not use this file: it was changed after it was published."),
    "pack.keys": mark("Publish the folder again; the keys in the file are none."),
}
