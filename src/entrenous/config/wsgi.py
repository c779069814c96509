"""What a server loads. Refuses to start, with its reasons, rather than run unsafe."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entrenous.config.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402  # after the settings module is named

from entrenous.config.refusals import refusals  # noqa: E402

if _reasons := refusals(settings.ENTRENOUS_ENVIRONMENT):
    sys.exit("\n".join(refusal.sentence for refusal in _reasons))
