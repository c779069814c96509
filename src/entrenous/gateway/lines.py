"""The register line of a request: brought up to date with every act, codes and days only."""

from dataclasses import replace

from entrenous.gateway.contents import Decision, RegisterLine, RequestLetter, Verdict
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring, OpenContainer


def first_line(letter: RequestLetter, verdict: Verdict) -> RegisterLine:
    """The line of a request that just arrived."""
    return with_proposal(
        RegisterLine(letter.requester, letter.channel, letter.received_on), letter, verdict
    )


def with_proposal(line: RegisterLine, letter: RequestLetter, verdict: Verdict) -> RegisterLine:
    """The line as what is asked, shown and proposed now stand; nothing is decided."""
    return replace(
        line,
        requester=letter.requester,
        channel=letter.channel,
        received_on=letter.received_on,
        chapter=verdict.chapter,
        rule=verdict.rule or "",
        status=verdict.status,
        asked=letter.asked,
        has_free_words=bool(letter.asked_free),
        evidence=letter.evidence,
        give=(),
        withhold=(),
        basis=verdict.references,
        to_verify=verdict.to_verify,
        follows=None,
        signatures=0,
        inform=verdict.inform,
        decided_on=None,
    )


def with_decision(line: RegisterLine, verdict: Verdict, decision: Decision) -> RegisterLine:
    """The line once someone decided."""
    return replace(
        line,
        chapter=verdict.chapter,
        rule=verdict.rule or "",
        status=verdict.status,
        give=decision.give,
        withhold=decision.withhold,
        basis=verdict.references,
        to_verify=verdict.to_verify,
        follows=decision.follows,
        signatures=len(decision.signatures),
        inform=verdict.inform,
        decided_on=decision.decided_on,
        answered_by=verdict.answered_by,
    )


def write_line(opened: OpenContainer, line: RegisterLine, *, by: Keyring, state: str) -> None:
    """Write the line if it changed. KeyNotHeld, Damaged."""
    fresh = replace(line, state=state)
    known = records.read(opened, RegisterLine).one(RegisterLine)
    if known is None or known.content != fresh:
        records.write(opened, fresh, by=by, record=known.id if known else None)
