"""All that is wrong with a pack, said at once: each mistake with a code, the file and the key."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.campaign.files import PackFiles
from desktop_app.campaign.lenient import so_far
from desktop_app.campaign.manifest import Manifest, read_manifest
from desktop_app.campaign.pack import (
    PACK_FORMAT,
    PAGE_NAMES,
    CampaignKind,
    CampaignSettings,
    CampaignText,
    CampaignWords,
    Pack,
    PackHash,
)
from desktop_app.campaign.picture import picture_mistake
from desktop_app.campaign.prompts import FIRST_ID, holds_prompt, prompts_in
from desktop_app.campaign.rules import settings_mistakes
from desktop_app.campaign.shape import Finding, read_part
from desktop_app.campaign.text import holds_html, holds_image, split_front_matter

SETTINGS_FILE = "campaign.toml"
MAX_BODY_CHARACTERS = 40_000
REQUIRED_PAGE = "privacy"
WHAT_TEXTS_NEED = ("format", "languages", "default_language", "consents", "kind", "look")
PETITION_KEYS = ("demands_intro", "demands")
"""What the words of a petition have; those of an idea may go without."""


@dataclass(frozen=True, kw_only=True)
class CheckedPack:
    """The pack, if nothing is wrong with it, and everything that is."""

    pack: Pack | None
    findings: tuple[Finding, ...]


def check_files(files: PackFiles, *, is_checked_before: bool = False) -> CheckedPack:
    """Check every rule of a pack and build it when all hold.

    Args:
        is_checked_before: the very same bytes passed once already, as an installed pack did, so
            rules and Markdown are not gone through again; hashes, signature and types are.
    """
    manifest, findings = read_manifest(files)
    settings, settings_findings = _read_settings(files)
    findings += settings_findings
    if settings is None:
        findings += _findings_beside(files, settings_findings)
        return CheckedPack(pack=None, findings=tuple(findings))
    texts = _Texts(files, settings, is_checked_before=is_checked_before)
    findings += texts.findings
    if not is_checked_before:
        findings += settings_mistakes(settings)
    findings += _image_mistakes(files, settings)
    findings += _unknown_files(files, settings)
    if not files.is_inkpack:
        findings += _prompts_left(files, settings)
    if findings:
        return CheckedPack(pack=None, findings=tuple(findings))
    return CheckedPack(pack=_build(files, manifest, settings, texts), findings=())


def _findings_beside(files: PackFiles, about_settings: list[Finding]) -> list[Finding]:
    """Check the texts beside settings that are wrong, if it is clear which texts there must be."""
    table, _ = _read_toml(files.untrusted.get(SETTINGS_FILE, b""), SETTINGS_FILE)
    wrong = {finding.where.partition(": ")[2] for finding in about_settings}
    if not table or "" in wrong or any(key.startswith(WHAT_TEXTS_NEED) for key in wrong):
        return []
    settings = so_far(table, CampaignSettings)
    texts = _Texts(files, settings, is_checked_before=False)
    findings = texts.findings + _image_mistakes(files, settings) + _unknown_files(files, settings)
    return findings + ([] if files.is_inkpack else _prompts_left(files, settings))


def _build(
    files: PackFiles, manifest: Manifest, settings: CampaignSettings, texts: "_Texts"
) -> Pack:
    return Pack(
        settings=settings,
        texts=texts.texts,
        pages=texts.pages,
        image=files.untrusted.get(settings.look.image or ""),
        hash=PackHash(manifest.hash),
        recipients=manifest.recipients,
        coordinator_key=manifest.coordinator_key,
    )


def _read_settings(files: PackFiles) -> tuple[CampaignSettings | None, list[Finding]]:
    data = files.untrusted.get(SETTINGS_FILE)
    if data is None:
        return None, [Finding(code="pack.missing_settings", where=SETTINGS_FILE)]
    table, findings = _read_toml(data, SETTINGS_FILE)
    if table is None:
        return None, findings
    version = table.get("format")
    if isinstance(version, int) and version > PACK_FORMAT:
        return None, [Finding(code="pack.from_newer_version", where=f"{SETTINGS_FILE}: format")]
    return read_part(table, CampaignSettings, f"{SETTINGS_FILE}: ")


def _read_toml(data: bytes, where: str) -> tuple[dict[str, object] | None, list[Finding]]:
    try:
        return tomllib.loads(data.decode("utf-8")), []
    except UnicodeDecodeError:
        return None, [Finding(code="pack.not_utf8", where=where)]
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return None, [Finding(code="pack.not_toml", where=where, detail=str(error)[:200])]


class _Texts:
    """Reads the texts and pages of all languages and gathers what is wrong with them."""

    def __init__(
        self, files: PackFiles, settings: CampaignSettings, *, is_checked_before: bool
    ) -> None:
        self._files = files
        self._is_checked_before = is_checked_before
        self._settings = settings
        self.texts: dict[str, CampaignText] = {}
        self.pages: dict[tuple[str, str], str] = {}
        self.findings: list[Finding] = []
        for language in settings.languages:
            self._read_text(language)
        for name in PAGE_NAMES:
            self._read_page(name)

    def _read_text(self, language: str) -> None:
        where = f"text/{language}.md"
        source = self._decoded(where)
        if source is None:
            return
        halves = split_front_matter(source)
        if halves is None:
            self._found("pack.no_front_matter", where)
            return
        table, findings = _read_toml(halves[0].encode(), where)
        self.findings += findings
        if table is None:
            return
        words, findings = read_part(table, CampaignWords, f"{where}: ")
        self.findings += findings
        self._check_demands(where, table)
        self._check_body(where, halves[1])
        if words is not None:
            self._check_words(where, words)
            self.texts[language] = CampaignText(language=language, words=words, body=halves[1])

    def _decoded(self, where: str) -> str | None:
        data = self._files.untrusted.get(where)
        if data is None:
            self._found("pack.missing_text", where)
            return None
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            self._found("pack.not_utf8", where)
            return None

    def _check_demands(self, where: str, table: dict[str, object]) -> None:
        if self._settings.kind is CampaignKind.PETITION:
            for key in PETITION_KEYS:
                if key not in table:
                    self._found("pack.missing_key", f"{where}: {key}")

    def _check_words(self, where: str, words: CampaignWords) -> None:
        asked = [consent.id for consent in self._settings.consents]
        for consent_id in asked:
            if consent_id not in words.consents:
                self._found("pack.missing_words", f"{where}: consents.{consent_id}")
        for consent_id in words.consents:
            if consent_id not in asked:
                self._found("pack.unknown_key", f"{where}: consents.{consent_id}")
        for key, line in _all_lines(words):
            if not self._is_checked_before and holds_html(line):
                self._found("pack.html", f"{where}: {key}")

    def _read_page(self, name: str) -> None:
        for language in self._settings.languages:
            where = f"pages/{name}.{language}.md"
            if where in self._files.untrusted:
                source = self._decoded(where)
                if source is not None:
                    self._check_body(where, source)
                    self.pages[name, language] = source.strip()
        default = self._settings.default_language
        required = name == REQUIRED_PAGE or any(page == name for page, _ in self.pages)
        where = f"pages/{name}.{default}.md"
        if required and where not in self._files.untrusted:
            self._found("pack.missing_page", where)

    def _check_body(self, where: str, body: str) -> None:
        if self._is_checked_before:
            return
        if holds_html(body):
            self._found("pack.html", where)
        if holds_image(body):
            self._found("pack.image_in_text", where)
        if len(body) > MAX_BODY_CHARACTERS:
            self._found("pack.text_too_long", where)

    def _found(self, code: str, where: str) -> None:
        self.findings.append(Finding(code=code, where=where))


def _all_lines(words: CampaignWords) -> Iterator[tuple[str, str]]:
    yield "title", words.title
    yield "lead", words.lead
    yield "demands_intro", words.demands_intro
    yield "closing", words.closing or ""
    for number, demand in enumerate(words.demands, start=1):
        yield f"demands[{number}]", demand
    for consent_id, consent in words.consents.items():
        yield f"consents.{consent_id}.statement", consent.statement
        yield f"consents.{consent_id}.details", consent.details or ""


def _image_mistakes(files: PackFiles, settings: CampaignSettings) -> list[Finding]:
    image = settings.look.image
    if image is None:
        return []
    if image not in files.untrusted:
        return [Finding(code="pack.missing_image", where=image)]
    mistake = picture_mistake(files.untrusted[image])
    return [Finding(code=mistake, where=image)] if mistake else []


def _unknown_files(files: PackFiles, settings: CampaignSettings) -> list[Finding]:
    known = {SETTINGS_FILE, settings.look.image}
    known |= {f"text/{language}.md" for language in settings.languages}
    known |= {
        f"pages/{name}.{language}.md" for name in PAGE_NAMES for language in settings.languages
    }
    return [
        Finding(code="pack.unknown_file", where=path[:120])
        for path in files.content()
        if path not in known
    ]


def _prompts_left(files: PackFiles, settings: CampaignSettings) -> list[Finding]:
    """Find what its writer has not put into words yet; what was published before stays as it is."""
    left = [f"{SETTINGS_FILE}: id"] if settings.id == FIRST_ID else []
    for path, data in sorted(files.content().items()):
        text = data.decode("utf-8", "replace")
        halves = split_front_matter(text) if path.startswith("text/") else None
        if path == SETTINGS_FILE or halves is not None:
            table, _ = _read_toml((halves[0] if halves else text).encode(), path)
            left += prompts_in(table, f"{path}: ")
        if path.endswith(".md") and holds_prompt(halves[1] if halves else text):
            left.append(path)
    return [Finding(code="pack.prompt_left", where=where) for where in left]
