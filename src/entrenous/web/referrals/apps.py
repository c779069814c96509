from django.apps import AppConfig


class WebReferralsConfig(AppConfig):
    name = "entrenous.web.referrals"
    label = "web_referrals"
    verbose_name = "Pages des orientations de l’accueil"
