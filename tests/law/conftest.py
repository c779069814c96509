"""Files of an organisation's own rules, written and broken at will."""

import pytest

ARTICLE = """# Convention locale

Exposé dans nos mots : ce n’est pas une citation.

| mots du texte | où dans la règle |
| --- | --- |
| accord de la personne | `requires` |
"""
BASIS = """
[[basis]]
text = "Convention locale"
version = "2026"
verification = "M"
unverified = "convention locale, non relue"
read_on = 2026-11-22
"""
HEAD = """id = "{id}"
kind = "{kind}"
label = "Régie de quartier"
question = "La régie demande : que répondre ?"
from = 2025-01-01
{extra}
"""
CASE = """
[[case]]
title = "Avec la personne"
status = "agreement"
requires = ["accord_signe"]
permits = ["rendez_vous"]
answered_by = "referent"
inform = "before"
"""


@pytest.fixture
def write_local(tmp_path):
    """Write one rule and its text; each part may be replaced."""

    def write(
        rule_id,
        *,
        kind="requester",
        extra='status = "agreement"',
        basis=BASIS,
        body=CASE,
        example="",
        expect='{ status = "agreement", give = [] }',
        examples=None,
        article=ARTICLE,
    ):
        told = f'[[example]]\ntitle = "essai"\n{example}\nexpect = {expect}\n'
        text = HEAD.format(id=rule_id, kind=kind, extra=extra) + basis + body + "\n"
        path = tmp_path / f"{rule_id}.toml"
        path.write_text(text + (told if examples is None else examples), "utf-8")
        if article is not None:
            path.with_suffix(".md").write_text(article, "utf-8")
        return path

    return write
