"""Names in the languages of the product, for things that a company may name itself (bands, schemes)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Labels:
    """English and simplified Chinese. Own schemes bring theirs in schemes.toml, so gettext cannot know them."""

    en: str
    zh_Hans: str

    def text(self, language: str) -> str:
        """Any Chinese gets the Chinese text, everything else the English one."""
        return self.zh_Hans if language.lower().startswith("zh") else self.en
