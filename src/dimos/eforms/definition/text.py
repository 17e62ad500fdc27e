"""Text in both languages, and the base of everything a definition is made of."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from dimos.kernel.text import clean_text

Language = Literal["el", "en"]
LANGUAGES: tuple[Language, ...] = ("el", "en")


class Part(BaseModel):
    """A part of a definition: frozen, and strict about names it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


Words = Annotated[str, Field(min_length=1, max_length=4_000), AfterValidator(clean_text)]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,59}$")]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=40)]
Rule = Annotated[str, Field(min_length=1, max_length=1_000, json_schema_extra={"description": "A rule in CEL"})]


class Text(Part):
    """The same words in Greek and in English."""

    el: Words
    en: Words

    def in_language(self, language: str) -> str:
        """The words in that language; Greek for any other than English."""
        return self.en if language == "en" else self.el
