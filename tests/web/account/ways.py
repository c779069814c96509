"""What the tests of the way in do again and again: finish an enrolment, log in by the pages."""

import re
import time

import pyotp
from django.test import Client
from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.keyring import enrolment, models, second_factors, unlocking
from tests.people import PHRASE, House

PIN = "274159"


def settle(house: House, name: str) -> str:
    """Give an agent what enrolment ends with; return her application's secret."""
    agent = house.agents[name]
    unlocking.set_pin(agent, PIN)
    models.AgentKeys.objects.filter(agent=agent).update(sheet_checked_on=timezone.localdate())
    secret = second_factors.new_totp_secret()
    earlier = int(time.time()) - 30
    assert second_factors.keep_totp(agent, secret, pyotp.TOTP(secret).at(earlier))
    return secret


def code_now(secret: str) -> str:
    return pyotp.TOTP(secret).at(int(time.time()))


def log_in(house: House, name: str, secret: str, **more: str) -> Client:
    """Log in by the two pages, as a person does."""
    client = Client()
    agent = house.agents[name]
    first = client.post("/connexion/", {"login": agent.login, "phrase": PHRASE, **more})
    assert first.status_code == 302, first.content.decode()
    second = client.post(first["Location"], {"step": "factor", "code": code_now(secret)})
    assert second.status_code == 302, second.content.decode()
    return client


def sheet_of(agent: Agent, house: House, name: str) -> str:
    return enrolment.renew_sheet(agent, house.secrets[name])


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no hidden field {name}"
    return found[1].replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")
