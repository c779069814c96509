"""Who asks for reports, who has an activity of her own, who handles the paper forms."""

from typing import Final

from entrenous.agents.models import Function

_K = Function.Kind
#: Ask for a report. Once released, it may be read by every agent: it may be published.
ASKERS: Final = (_K.MANAGEMENT, _K.AUDITOR, _K.TEAM_LEAD)
#: Those whose acts are counted, for themselves.
WORKERS: Final = (_K.SOCIAL_WORKER, _K.RECEPTION, _K.TEAM_LEAD, _K.LEGAL_DESK)
#: Decide of the paper form and print its codes.
FORM_KEEPERS: Final = (_K.MANAGEMENT, _K.ADMINISTRATOR)
#: Type the papers that come back.
FORM_TYPISTS: Final = (_K.RECEPTION,)
