"""The document of the drop API (OpenAPI 3.1), made from the types that the API reads."""

from functools import cache
from http import HTTPStatus
from typing import Any, Final

import msgspec

from entrenous.web.slips.api_types import Asked, Dropped, Offered, Receipt, Refused

BASE: Final = "/api/fiches/v1"
_TYPES: Final = (Asked, Dropped, Offered, Receipt, Refused)
_WHY: Final = {
    HTTPStatus.BAD_REQUEST: "Le corps n’est pas du JSON.",
    HTTPStatus.UNAUTHORIZED: "Le jeton n’ouvre rien.",
    HTTPStatus.CONFLICT: "Le créneau n’est plus ouvert, ou la clé a servi pour une autre fiche.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Le corps est trop long.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "Le corps n’est pas annoncé comme du JSON.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Un champ manque ou ne se lit pas, l’adresse est d’ailleurs.",
    HTTPStatus.TOO_MANY_REQUESTS: "Trop de fiches : Retry-After dit combien de secondes attendre.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Ce secteur ne peut rien recevoir aujourd’hui : appelez-le.",
}


@cache
def document() -> dict[str, Any]:
    """The whole document; the same for everyone."""
    schemas, components = msgspec.json.schema_components(
        _TYPES, ref_template="#/components/schemas/{name}"
    )
    named = dict(zip((t.__name__ for t in _TYPES), schemas, strict=True))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Fiches de contact",
            "version": "1",
            "description": "Une plateforme dépose une fiche pour qu’un secteur rappelle une "
            "personne. Elle ne relit rien : un numéro de reçu est toute la réponse.",
        },
        "security": [{"jeton": []}],
        "paths": {
            f"{BASE}/creneaux": {
                "post": _operation(
                    "creneaux", "Les créneaux ouverts pour une adresse", named["Asked"],
                    (HTTPStatus.OK, named["Offered"]), (),
                )
            },
            f"{BASE}/fiches": {
                "post": _operation(
                    "deposer", "Déposer une fiche", named["Dropped"],
                    (HTTPStatus.CREATED, named["Receipt"]), (_IDEMPOTENCY,),
                )
            },
        },
        "components": {
            "schemas": components,
            "securitySchemes": {"jeton": {"type": "http", "scheme": "bearer"}},
        },
    }  # fmt: skip


_IDEMPOTENCY: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "La même clé et le même corps ne déposent qu’une fiche.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
}


def _operation(
    name: str,
    summary: str,
    body: dict[str, Any],
    success: tuple[HTTPStatus, dict[str, Any]],
    parameters: tuple[dict[str, Any], ...],
) -> dict[str, Any]:
    status, answer = success
    refused = {"$ref": "#/components/schemas/Refused"}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": list(parameters),
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {
            str(status.value): {"description": summary, "content": _json(answer)},
            **{
                str(code.value): {"description": why, "content": _json(refused)}
                for code, why in _WHY.items()
            },
        },
    }


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
