"""The whole base as one document, for a jurist: chapters, sheets, and what is verified or not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .articles import Article
from .checking import count_by_status, count_by_verification
from .days import Count, Season
from .lookups import period_text
from .model import Basis, Case, Content, Example, Rule, RuleBase
from .typography import typeset
from .vocabulary import vocabulary

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; every row has as many cells as the header."""

    title: str
    header: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One rule, ready to print: pairs, tables, then the text beside the rule."""

    id: str
    label: str
    question: str
    mark: str
    pairs: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    article: Article


@dataclass(frozen=True, slots=True)
class Chapter:
    """The sheets of one part of the law."""

    title: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The document: its state of verification first, then the sheets."""

    title: str
    notice: tuple[str, ...]
    state: tuple[Table, ...]
    chapters: tuple[Chapter, ...]

    @property
    def rule_count(self) -> int:
        """How many sheets the book holds."""
        return sum(len(chapter.sheets) for chapter in self.chapters)


NOTICE = tuple(
    typeset(sentence)
    for sentence in (
        "Ce document n’est pas un avis juridique. Il imprime la base de règles pour qu’un juriste"
        " la relise : chaque règle porte ses textes, son état de vérification et ses exemples.",
        "Tout ce qui n’est pas V1 s’affiche « à vérifier » dans le produit. V1 veut dire texte lu"
        " dans un miroir de 2026, à confirmer article par article avant une mise en service.",
        "Une règle sans base est un NON. Un élément absent de la liste des éléments permis est"
        " gardé, même quand la loi oblige. Rien n’est dit au téléphone. Le produit propose, et une"
        " personne décide.",
    )
)


def book_of(base: RuleBase) -> Book:
    """The book of every rule of `base`, local ones included."""
    rules = base.everything()
    chapters = vocabulary().chapters
    return Book(
        title="La base de droit d’Entre Nous",
        notice=NOTICE,
        state=_state(rules),
        chapters=tuple(
            Chapter(title, tuple(_sheet(rule) for rule in rules if rule.chapter == name))
            for name, title in chapters.items()
            if any(rule.chapter == name for rule in rules)
        ),
    )


def _state(rules: tuple[Rule, ...]) -> tuple[Table, ...]:
    words = vocabulary()
    by_code, by_status = count_by_verification(rules), count_by_status(rules)
    latest = max(basis.read_on for rule in rules for basis in rule.basis)
    reviewed = sum(bool(rule.reviewed) for rule in rules)
    return (
        Table(
            "Règles par code de vérification (le moins sûr de leurs textes)",
            ("code", "sens", "règles"),
            tuple((c, meaning, str(by_code[c])) for c, meaning in words.verifications.items()),
        ),
        Table(
            "Règles de demandeurs par statut (le plus ouvert de leurs cas)",
            ("statut", "règles"),
            tuple((meaning, str(by_status[s])) for s, meaning in words.statuses.items()),
        ),
        Table(
            "Relecture",
            ("ce qui est compté", "nombre"),
            (
                ("règles", str(len(rules))),
                ("règles relues par un juriste", str(reviewed)),
                ("exemples", str(sum(len(rule.examples) for rule in rules))),
                ("dernier relevé des textes", latest.isoformat()),
            ),
        ),
    )


def _sheet(rule: Rule) -> Sheet:
    doubtful = "" if rule.verification == "V1" else f"à vérifier ({rule.verification})"
    tables = [
        *(_case_table(case) for case in rule.cases),
        _excluded(rule.excludes),
        _values(rule),
        _bases(rule.basis),
        _examples(rule.examples),
        _ties(rule.article),
    ]
    return Sheet(
        id=rule.id,
        label=rule.label,
        question=rule.question,
        mark=doubtful,
        pairs=tuple((name, value) for name, value in _pairs(rule) if value),
        tables=tuple(table for table in tables if table.rows),
        article=rule.article,
    )


def _pairs(rule: Rule) -> list[tuple[str, str]]:
    words = vocabulary()
    items, evidence = words.items, words.evidence
    return [
        ("Nature", words.kinds[rule.kind]),
        ("Statut dans la table de droit", rule.line),
        ("Statut de la règle", words.statuses[rule.status] if rule.cases else ""),
        ("Restreint", rule.restricts),
        ("Garde en plus", _list(items[item] for item in rule.withholds)),
        ("Exige en plus", _list(evidence[code] for code in rule.requires)),
        ("Unité", rule.unit),
        ("Période", period_text(rule.from_on, rule.until_on)),
        ("Délai", rule.deadline),
        ("Sanction", rule.sanction),
        ("À contrôler avant d’envoyer", " ".join(rule.checks)),
        ("Relu par", rule.reviewed or "non relu : nom, qualité, date, exact ou à corriger"),
    ]


def _list(words: Iterable[str]) -> str:
    return " ; ".join(words)


def _case_table(case: Case) -> Table:
    words = vocabulary()
    rows = [
        ("statut", words.statuses[case.status]),
        ("raison", case.because),
        ("si", _list(words.facts[fact] for fact in sorted(case.facts))),
        ("sauf si", _list(words.facts[fact] for fact in sorted(case.unless_facts))),
        ("employeur", _list(words.employers[name] for name in sorted(case.employers))),
        ("voies", _list(words.channels[name] for name in sorted(case.channels))),
        (
            "preuves à exiger",
            _list(" ou ".join(words.evidence[code] for code in group) for group in case.requires),
        ),
        ("éléments permis", _list(words.items[item] for item in case.permits)),
        ("répond", words.answered_by[case.answered_by]),
        ("information de la personne", words.inform[case.inform]),
        ("avertissements", " ".join(case.warnings)),
    ]
    return Table(
        typeset(f"Cas : {case.title}"), ("partie", "contenu"), tuple(r for r in rows if r[1])
    )


def _excluded(excludes: Mapping[str, str]) -> Table:
    items = vocabulary().items
    rows = tuple((items[item], reason) for item, reason in excludes.items())
    return Table("Jamais donné par cette règle", ("élément", "raison"), rows)


def _values(rule: Rule) -> Table:
    rows = tuple(
        (
            rule.keys.get(value.key, ""),
            content_text(value.content),
            period_text(value.from_on, value.until_on),
            _sourced(value.source, value.verification, value.unverified),
        )
        for value in rule.values
    )
    return Table("Valeurs", ("pour", "valeur", "période", "source"), rows)


def content_text(content: Content) -> str:
    """A value as a person reads it."""
    if isinstance(content, Decimal):
        return str(content).replace(".", ",")
    if isinstance(content, Season):
        begins, ends = ("/".join(f"{n:02d}" for n in reversed(day)) for day in _ends(content))
        return f"du {begins} au {ends}"
    if isinstance(content, Count):
        return _count_text(content)
    return content


def _ends(season: Season) -> tuple[tuple[int, int], tuple[int, int]]:
    return season.begins, season.ends


def _count_text(count: Count) -> str:
    parts = [f"{count.amount} {vocabulary().units[count.unit]}"]
    parts += ["avant"] if count.direction == "before" else []
    parts += ["premier jour compté"] if count.first_day_counts else []
    parts += ["terme reporté au premier jour ouvré"] if count.rolls else []
    return ", ".join(parts)


def _sourced(source: str, verification: str, unverified: str) -> str:
    return f"{source} ({verification}{' : ' + unverified if unverified else ''})"


def _bases(bases: tuple[Basis, ...]) -> Table:
    rows = tuple(
        (
            basis.name,
            _sourced(basis.version, basis.verification, basis.unverified),
            basis.read_on.isoformat(),
            basis.url,
        )
        for basis in bases
    )
    return Table("Textes", ("texte", "version et vérification", "lu le", "adresse"), rows)


def _examples(examples: tuple[Example, ...]) -> Table:
    rows = tuple(
        (f"{each.title} ({each.on.isoformat()})", _plain(each.asks) or "—", _plain(each.expects))
        for each in examples
    )
    return Table("Exemples, exécutés à chaque vérification", ("cas", "demande", "attendu"), rows)


def _plain(values: Mapping[str, object]) -> str:
    return " ; ".join(f"{name} : {_word(value)}" for name, value in values.items())


def _word(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value) or "rien"
    return str(value)


def _ties(article: Article) -> Table:
    rows = tuple(
        (tie.words, ", ".join(tie.parts) + (f" : {tie.remark}" if tie.remark else ""))
        for tie in article.ties
    )
    return Table("Les mots du texte dans la règle", ("mots du texte", "où dans la règle"), rows)
