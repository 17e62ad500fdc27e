"""Definitions from YAML, with mistakes told by file, line and remedy."""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path as FilePath
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.tokens import (
    AliasToken,
    AnchorToken,
    BlockEndToken,
    BlockMappingStartToken,
    BlockSequenceStartToken,
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
    TagToken,
)

from dimos.catalogue.service.checking import check_definition
from dimos.catalogue.service.definition import ServiceDefinition
from dimos.catalogue.service.mistakes import DefinitionIsMistaken, Mistake, Path
from dimos.catalogue.service.names import known_names

SIZE_LIMIT: Final = 300_000
DEPTH_LIMIT: Final = 30

_OPENING: Final = (FlowMappingStartToken, FlowSequenceStartToken, BlockMappingStartToken, BlockSequenceStartToken)
_CLOSING: Final = (FlowMappingEndToken, FlowSequenceEndToken, BlockEndToken)
# What could be an anchor, alias or tag; not the && and ! of rules.
_SUSPICIOUS: Final = re.compile(r"(?:^|[\s\[{,:-])(?:&(?!&)|\*|!(?![=(]))\S", re.MULTILINE)

_REMEDIES: Final = {
    "missing": "`{last}` is missing here. Add it.",
    "string_type": "This must be text. Put it in quotes.",
    "string_too_short": "This is empty. Write something or leave the key out.",
    "string_too_long": "This is too long: {max_length} characters at most.",
    "bool_type": "Write true or false.",
    "bool_parsing": "Write true or false.",
    "int_type": "This must be a whole number.",
    "int_parsing": "This must be a whole number.",
    "literal_error": "This is not one of the possible values: {expected}.",
    "union_tag_not_found": "`{tag}` is missing here. Possible values: {tags}.",
    "union_tag_invalid": "“{given}” is not a known `{tag}`. Possible values: {tags}.",
    "model_type": "Keys with values are needed here, one per line.",
    "dict_type": "Keys with values are needed here, one per line.",
    "tuple_type": "A list is needed here: lines that begin with “- ”.",
    "too_short": "At least {min_length} entries are needed here.",
    "too_long": "At most {max_length} entries may stand here.",
    "string_pattern_mismatch": "“{given}” is not allowed here. It must match {pattern}.",
}


def load_definition(*, path: FilePath) -> ServiceDefinition:
    """The definition in a file. Raises DefinitionIsMistaken."""
    return parse_definition(text=path.read_text(encoding="utf-8", errors="replace"), file=path.name)


def parse_definition(*, text: str, file: str = "") -> ServiceDefinition:
    """The definition in a YAML text, checked whole: shape, rules, references. Raises DefinitionIsMistaken."""
    document = _parsed(text, file)
    try:
        definition = ServiceDefinition.model_validate(_plain(document))
    except ValidationError as error:
        raise DefinitionIsMistaken([_located(_mistake(detail), document, file) for detail in _telling(error)]) from None
    except RecursionError:
        raise DefinitionIsMistaken([Mistake(message="The file is nested too deeply.", file=file)]) from None
    mistakes = check_definition(definition)
    if mistakes:
        raise DefinitionIsMistaken([_located(mistake, document, file) for mistake in mistakes])
    return definition


def _parsed(text: str, file: str) -> Mapping[str, Any]:
    if len(text) > SIZE_LIMIT:
        raise DefinitionIsMistaken([Mistake(message=f"The file is longer than {SIZE_LIMIT} characters.", file=file)])
    forbidden = None
    try:
        forbidden = _forbidden_part(text, file)
        document = None if forbidden else YAML(typ="rt", pure=True).load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = (error.problem or "not well formed").strip()
        message = f"This is not YAML: {problem}. Look at the indentation, the quotes and the “key: value” pairs here."
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise DefinitionIsMistaken([Mistake(message=message, file=file, line=line, column=column)]) from None
    except (YAMLError, ValueError, RecursionError) as error:
        message = f"This is not YAML: {str(error).splitlines()[0]}."
        raise DefinitionIsMistaken([Mistake(message=message, file=file)]) from None
    if forbidden:
        raise DefinitionIsMistaken([forbidden])
    if not isinstance(document, Mapping):
        raise DefinitionIsMistaken([Mistake(message="The file must begin with `id: …`.", file=file, line=1)])
    return document


def _forbidden_part(text: str, file: str) -> Mistake | None:
    """An anchor, alias or tag (aliases of aliases make a small file endless, tags build foreign objects); an abyss."""
    if not _SUSPICIOUS.search(text) and text.count("[") + text.count("{") + text.count("- -") < 2_000:
        return None
    depth = 0
    for token in YAML(typ="safe", pure=True).scan(io.StringIO(text)):
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        message = ""
        if isinstance(token, AliasToken | AnchorToken | TagToken):
            message = "Anchors, aliases and tags (& * !) are not used in definitions. Put the text in quotes."
        elif depth > DEPTH_LIMIT:
            message = f"The file is nested deeper than {DEPTH_LIMIT} levels here."
        if message:
            mark = token.start_mark
            return Mistake(message=message, file=file, line=mark.line + 1, column=mark.column + 1)
    return None


def _plain(node: Any) -> Any:
    """The document without what YAML remembers of its spelling; dates as ISO text, so that JSON says the same."""
    if isinstance(node, Mapping):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if isinstance(node, date):
        return node.isoformat()[:10]
    if isinstance(node, bool) or node is None:
        return node
    for kind in (int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return node


def _telling(error: ValidationError) -> list[ErrorDetails]:
    return error.errors(include_url=False)[:50]


def _mistake(detail: ErrorDetails) -> Mistake:
    kind, context = detail["type"], detail.get("ctx", {})
    path = _path_in_file(detail["loc"])
    last = str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        return Mistake(path=path, message=_unknown_key(last))
    if kind == "value_error":
        message = str(context.get("error", detail["msg"]))
        return Mistake(path=path, message=message[:1].upper() + message[1:] + ".")
    if last in ("el", "en") and kind == "missing":
        language = "Greek" if last == "el" else "English"
        return Mistake(path=path, message=f"The {language} translation is missing. Add `{last}: …`.")
    template = _REMEDIES.get(kind)
    if template is None:
        return Mistake(path=path, message=detail["msg"] + ".")
    given = detail.get("input")
    if kind.startswith("union_tag"):
        given = context.get("tag", "")
        tag = str(context.get("discriminator", "")).strip("'")
        return Mistake(path=path, message=template.format(given=given, tag=tag, tags=context.get("expected_tags", "")))
    return Mistake(path=path, message=template.format(last=last, given=given, **context))


def _unknown_key(key: str) -> str:
    near = get_close_matches(key, known_names(), n=1, cutoff=0.6)
    remedy = (
        f"Did you mean `{near[0]}`?" if near else "Remove it, or look at service.schema.json for what may stand here."
    )
    return f"`{key}` is not known here. {remedy}"


def _located(mistake: Mistake, document: Any, file: str) -> Mistake:
    """The same mistake with its line and column in the file."""
    node, line, column = document, 1, 1
    for step in mistake.path:
        position = _position(node, step)
        if position is None:
            break
        line, column = position
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            break
    return Mistake(message=mistake.message, path=mistake.path, file=file, line=line, column=column)


def _position(node: Any, step: str | int) -> tuple[int, int] | None:
    marks = getattr(node, "lc", None)
    if marks is None:
        return None
    try:
        line, column = marks.item(step) if isinstance(node, Sequence) else marks.key(step)
    except (KeyError, IndexError, TypeError, AttributeError):
        return (marks.line + 1, marks.col + 1) if isinstance(step, str) and marks.line is not None else None
    return line + 1, column + 1


def _path_in_file(path: Path) -> Path:
    """The path without the tags of unions that pydantic puts in (`fields › 0 › text › label`)."""
    kept: list[str | int] = []
    for number, step in enumerate(path):
        is_field_tag = isinstance(step, str) and len(kept) >= 2 and kept[-2] == "fields" and isinstance(kept[-1], int)
        is_outcome_tag = kept == ["outcome"] and step in ("document", "counter", "answer")
        if number + 1 < len(path) and number and path[number - 1] == kept[-1] and (is_field_tag or is_outcome_tag):
            continue
        kept.append(step)
    return tuple(kept)
