"""Whom a session belongs to. No phrase alone opens a session: `web.account` asks for two proofs."""

from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.db.models import Prefetch

from entrenous.agents.models import Agent, Function


class PhraseBackend(BaseBackend):
    """Finds the agent of a session, with her functions and their places; one who left is nobody."""

    def get_user(self, user_id: UUID) -> Agent | None:
        """The agent in post with this id."""
        functions = Prefetch("functions", Function.objects.select_related("circonscription"))
        rows = Agent.objects.select_related("organisation").prefetch_related(functions)
        return rows.filter(pk=user_id, is_active=True).first()
