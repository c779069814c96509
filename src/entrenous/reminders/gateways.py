"""How a reminder leaves the house: nothing by default, a mail server, a gateway for SMS.

A gateway is told an address and words, and keeps neither. What it refuses is a code: an exception
of a mail library quotes the address, and is never passed on.
"""

import json
import logging
import smtplib
import urllib.request
from dataclasses import dataclass
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from entrenous.reminders.codes import Way
from entrenous.reminders.words import SUBJECT

TIMEOUT_SECONDS: Final = 10
SMTP: Final = "django.core.mail.backends.smtp.EmailBackend"
logger = logging.getLogger(__name__)


class GatewayFailed(Exception):
    """The gateway did not take the message. Nothing else is told: not even to whom."""


class Gateway(Protocol):
    """What takes a message out of the house."""

    @property
    def leaves(self) -> bool:
        """Tell whether anything really leaves."""

    def send(self, to: str, text: str) -> None:
        """Hand a message over. GatewayFailed."""


@dataclass(frozen=True)
class Console:
    """The default: a line in the log, without address or words; nothing leaves."""

    leaves: bool = False

    def send(self, to: str, text: str) -> None:  # noqa: ARG002  # neither is told to a log
        """Say that a reminder would have gone."""
        logger.info("reminder.rehearsed")


@dataclass(frozen=True)
class Mail:
    """A mail server (`smtp+tls://user:password@host:587`, `smtps://…`)."""

    url: str
    sender: str
    leaves: bool = True

    def send(self, to: str, text: str) -> None:
        """One message to one address, subject « Rendez-vous »."""
        try:
            found = EmailMessage(SUBJECT, text, self.sender, [to], connection=self._server())
            delivered = found.send()
        except (smtplib.SMTPException, OSError, ValueError):
            raise GatewayFailed from None
        if not delivered:
            raise GatewayFailed

    def _server(self) -> BaseEmailBackend:
        parts = urlsplit(self.url)
        made: BaseEmailBackend = get_connection(
            SMTP,
            host=parts.hostname,
            port=parts.port or (465 if parts.scheme == "smtps" else 587),
            username=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            use_tls=parts.scheme == "smtp+tls",
            use_ssl=parts.scheme == "smtps",
            timeout=TIMEOUT_SECONDS,
        )
        return made


@dataclass(frozen=True)
class SmsByMail:
    """A gateway that turns a mail into an SMS: `{number}@sms.exemple.fr`."""

    address: str
    mail: Mail
    leaves: bool = True

    def send(self, to: str, text: str) -> None:
        """The number goes in the address, as the gateway wants it."""
        self.mail.send(self.address.replace("{number}", to), text)


@dataclass(frozen=True)
class SmsByHttp:
    """A gateway asked over HTTPS: a POST of `{"to", "text"}`, with a bearer token."""

    url: str
    token: str
    leaves: bool = True

    def send(self, to: str, text: str) -> None:
        """Any answer but a 2xx is a failure; redirections are not followed."""
        asked = urllib.request.Request(  # noqa: S310  # https, or this machine: see `environment`
            self.url,
            data=json.dumps({"to": to, "text": text}).encode(),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Bearer {self.token}",
            },
            method="POST",
        )
        try:
            with _OPENER.open(asked, timeout=TIMEOUT_SECONDS) as answer:
                taken = 200 <= answer.status < 300  # noqa: PLR2004
        except (OSError, ValueError):
            raise GatewayFailed from None
        if not taken:
            raise GatewayFailed


class _Straight(urllib.request.HTTPRedirectHandler):
    """A message about someone goes where the organisation said, and nowhere else."""

    def redirect_request(self, *_args: object) -> None:
        """Refuse: the opener then raises."""
        return


_OPENER: Final = urllib.request.build_opener(_Straight)


def configured(way: Way) -> Gateway:
    """The gateway of this deployment for a way; `Console` when none is configured."""
    asked = settings.ENTRENOUS_ENVIRONMENT
    mail = Mail(asked.mail_url, asked.mail_from) if asked.mail_url else None
    if way is Way.MAIL:
        return mail or Console()
    if asked.sms_url.startswith("mailto:") and mail:
        return SmsByMail(asked.sms_url.removeprefix("mailto:"), mail)
    if asked.sms_url.startswith("http"):
        return SmsByHttp(asked.sms_url, asked.sms_token)
    return Console()
