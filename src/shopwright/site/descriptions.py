"""What a page is about, in one or two sentences: for lists of search results, and for who shares it."""

import re
from collections.abc import Mapping
from html import unescape

from shopwright.site.heads import head_of, with_head

LONGEST = 160  # characters; search engines cut what is longer
SHORTEST = 40
_NOT_PROSE = re.compile(r"<(pre|figure|table|details|svg|script|section|h\d)\b.*?</\1>", re.DOTALL)
_FENCE = re.compile(r"^(```+|~~~+).*?^\1[ ]*$", re.MULTILINE | re.DOTALL)
_ASIDE = re.compile(
    r'<(p|dl|ol|ul) class="sw-(eyebrow|facts|place|note|figures|commits)[^"]*".*?</\1>', re.DOTALL
)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


def described(pages: Mapping[str, str]) -> dict[str, str]:
    """Return pages each of which has a description: its own, or one made of its first words."""
    return {page: _described(text) for page, text in pages.items()}


def _described(text: str) -> str:
    head = head_of(text, "a page that was made")
    found = shortened(plain(str(head.get("description") or ""))) or first_words(text)
    return with_head(text, {"description": found}) if found and found != head.get("description") else text


def first_words(text: str) -> str:
    """Return the first paragraph of a page as plain text, as far as it fits; "" if the page has no words."""
    body = text[4:].partition("\n---\n")[2] if text.startswith("---\n") else text
    for pattern in (_FENCE, _ASIDE, _NOT_PROSE):
        body = pattern.sub("\n\n", body)
    told = ""
    for part in re.split(r"\n\s*\n|</p>|</li>", body):
        words = plain(part)
        if words and not part.lstrip().startswith(("#", "@", "|", "!", "[^")):
            told = f"{told} {words}".strip()
        if len(told) >= SHORTEST:
            break
    return shortened(told)


def plain(text: str) -> str:
    """Return a piece of Markdown or HTML as plain text that can stand in an attribute."""
    text = unescape(re.sub(r"<[^>]+>", " ", _LINK.sub(r"\1", text)))
    text = re.sub(r"[`*]|\{[^}]*\}", "", text).replace('"', "\N{RIGHT DOUBLE QUOTATION MARK}")
    text = text.replace("<", "").replace(">", "").replace("&", "and")
    return re.sub(r"\s+([.,:;?!])", r"\1", " ".join(text.split()))


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return as many whole sentences as fit; of a first sentence that does not, as many words."""
    if len(text) <= longest:
        return text
    fitting = [end.end() for end in re.finditer(r"[.?!](?=\s)", text) if end.end() <= longest]
    if fitting and fitting[-1] >= SHORTEST:
        return text[: fitting[-1]]
    return f"{text[: longest - 1].rpartition(' ')[0].rstrip(',;:')}…"
