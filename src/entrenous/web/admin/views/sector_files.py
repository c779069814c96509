"""The map as a file: sent, checked line by line, written whole or not at all, taken away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from entrenous.agents import importing
from entrenous.agents.importing import Finding, MapChanged, Report
from entrenous.agents.models import Function, Secteur, SectorFile
from entrenous.agents.sector_files import COLUMNS, write_ranges
from entrenous.agents.sector_rows import BadFile
from entrenous.keyring import organising
from entrenous.web.admin.territory_forms import ImportForm
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond

_ADMIN = Function.Kind.ADMINISTRATOR
_MOST_LINES = 100


@keeps_no_draft
@needs(_ADMIN)
@require_http_methods(["GET", "POST"])
def import_file(request: AgentRequest) -> HttpResponse:
    """Check a file of streets; what is wrong is said line by line and nothing is kept."""
    form = ImportForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
    )
    organisation = request.user.organisation
    report = None
    if request.method == "POST" and form.is_valid():
        table = form.cleaned_data["file"]
        try:
            plan = organising.check_file(
                organisation,
                name=table.name,
                text=table.text,
                replaces=form.cleaned_data["mode"] == "replace",
                by=request.user.pk,
            )
        except BadFile as wrong:
            form.add_error("file", f"{wrong} Rien n’a été changé.")
        else:
            if not plan.report.errors:
                return redirect("admin:import_check")
            report = plan.report
            form.add_error("file", f"{_wrong(len(report.errors))} Rien n’a été changé.")
    names = Secteur.objects.filter(circonscription__organisation=organisation)
    context = {
        "columns": COLUMNS,
        "names": [s.name for s in names[:3]],
        "waiting": SectorFile.objects.filter(organisation=organisation).exists(),
        **_shown(report),
    }
    return respond(request, "admin_pages/import.html", context, form)


@needs(_ADMIN)
@require_http_methods(["GET", "POST"])
def checked(request: AgentRequest) -> HttpResponse:
    """What the file would change; then write it, or give it up."""
    organisation = request.user.organisation
    if request.method == "POST":
        return _settle(request)
    kept = SectorFile.objects.filter(organisation=organisation).first()
    if kept is None:
        return redirect("admin:import")
    plan = importing.check(organisation, kept.text, replaces=kept.replaces)
    context = {"file": kept, "report": plan.report, **_shown(plan.report)}
    return render(request, "admin_pages/import_check.html", context)


@needs(_ADMIN)
@require_GET
def export(request: AgentRequest) -> HttpResponse:
    """The whole map as a CSV: streets and secteurs, nobody."""
    text = write_ranges(request.user.organisation)
    response = HttpResponse(
        b"\xef\xbb\xbf" + text.encode("utf-8"), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="secteurs.csv"'
    return response


def _settle(request: AgentRequest) -> HttpResponse:
    organisation = request.user.organisation
    if "drop" in request.POST:
        organising.drop_file(organisation)
        messages.info(request, "Le fichier est oublié. Rien n’a été changé.")
        return redirect("admin:secteurs")
    try:
        report = organising.apply_file(organisation, by=request.user.pk)
    except (MapChanged, ValueError):
        messages.warning(
            request,
            "La carte a changé depuis la vérification : rien n’a été écrit. "
            "Envoyez le fichier une nouvelle fois.",
        )
        organising.drop_file(organisation)
        return redirect("admin:import")
    if report is not None:
        messages.success(request, _written(report))
    return redirect("admin:secteurs")


def _written(report: Report) -> str:
    if not report.changes:
        return "Rien à changer : toutes les lignes de ce fichier étaient déjà là."
    counts = (
        (report.new, "ligne ajoutée", "lignes ajoutées"),
        (report.corrected, "ligne corrigée", "lignes corrigées"),
        (report.removed, "ligne retirée", "lignes retirées"),
        (len(report.secteurs), "secteur créé", "secteurs créés"),
    )
    said = [f"{n} {many if n > 1 else one}" for n, one, many in counts if n]
    return f"La carte est à jour : {', '.join(said)}."


def _wrong(count: int) -> str:
    return f"{count} lignes sont à corriger." if count > 1 else "Une ligne est à corriger."


def _shown(report: Report | None) -> dict[str, object]:
    """The first lines of each list, and how many are left."""
    shown: dict[str, object] = {}
    for name in ("errors", "overlaps", "gaps"):
        found: list[Finding] = getattr(report, name) if report else []
        shown[name] = found[:_MOST_LINES]
        shown[f"more_{name}"] = max(0, len(found) - _MOST_LINES)
    return shown
