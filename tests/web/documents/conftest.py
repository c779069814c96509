"""Samia’s dossier, and Camille who follows her."""

import pytest
from django.test import Client

from entrenous.dossiers.models import Dossier
from tests.browsing import client_of
from tests.dossiers.files import open_samia
from tests.people import House


@pytest.fixture
def dossier(house: House) -> Dossier:
    return open_samia(house)


@pytest.fixture
def camille(house: House) -> Client:
    return client_of(house, "Camille")
