"""A rule as JSON: one line for `law list`, the whole sheet for `law show`."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal

from .model import Rule


def rule_line(rule: Rule) -> dict[str, object]:
    """Identifier, kind, label, status (null for amounts and deadlines), verification."""
    return {
        "id": rule.id,
        "kind": rule.kind,
        "chapter": rule.chapter,
        "label": rule.label,
        "status": rule.status if rule.cases else None,
        "verification": rule.verification,
        "to_verify": rule.verification != "V1",
        "reviewed": rule.reviewed or None,
    }


def rule_json(rule: Rule) -> dict[str, object]:
    """Everything the rule file and the text beside it say; empty fields are left out."""
    sheet = {name: value for name, value in asdict(rule).items() if name != "declared"}
    return rule_line(rule) | {
        name: _plain(value) for name, value in sheet.items() if value not in EMPTY
    }


EMPTY: tuple[object, ...] = ("", None, (), {}, False)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, frozenset):
        return sorted(str(each) for each in value)
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, date | Decimal):
        return str(value)
    return value
