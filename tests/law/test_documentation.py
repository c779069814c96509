"""The page a jurist follows: its example, its commands and its local rule really work."""

import json
import re
import tomllib
from pathlib import Path

from entrenous.law import answer, load_base, national_base, read_request
from entrenous.law.cli import RUN
from entrenous.law.requests import KEYS

from .conftest import BASIS

PAGE = (Path(__file__).parents[2] / "docs" / "loi.md").read_text("utf-8")


def block(language):
    return re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)[1]


def test_every_command_and_every_field_is_documented():
    assert set(re.findall(r"law (?:--rules-dir DOSSIER )?([a-z]+)", PAGE)) >= set(RUN)
    assert all(f"`{key}`" in PAGE for key in KEYS)


def test_the_question_of_the_page_is_answered():
    found = answer(national_base(), read_request(json.loads(block("json"))))
    assert found.give == ("adresse",)


def test_the_local_rule_of_the_page_loads(tmp_path, write_local):
    told = block("toml")
    path = write_local("x")
    example = '[[example]]\ntitle = "essai"\nexpect = { give = [] }\n'
    path.write_text(told + BASIS + example, "utf-8")
    rule = tomllib.loads(told)
    assert load_base(tmp_path).restrictions[rule["restricts"]][0].id == rule["id"]
