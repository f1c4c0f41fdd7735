"""Routes of the account pages, and of the legal pages that sign-up links to."""

from django.urls import path

from accounts.views import account, entrance, legal, links, tokens

urlpatterns = [
    path("compte/", account.account, name="account"),
    path("compte/inscription/", entrance.sign_up, name="account_signup"),
    path("compte/connexion/", entrance.sign_in, name="account_login"),
    path("compte/connexion/email/", links.ask_link, name="account_ask_link"),
    path("compte/connexion/email-envoye/", entrance.link_sent, name="account_link_sent"),
    path("compte/connexion/lien/", links.confirm_link, name="account_confirm_link"),
    path("compte/connexion/nouveau-lien/", links.renew_link, name="account_renew_link"),
    path("compte/deconnexion/", entrance.sign_out, name="account_logout"),
    path("compte/deconnexion-partout/", entrance.sign_out_everywhere, name="account_logout_all"),
    path("compte/adresse/", account.address, name="account_address"),
    path("compte/mot-de-passe/", account.password, name="account_password"),
    path("compte/mot-de-passe-oublie/", links.forgotten_password, name="account_forgotten"),
    path("compte/donnees/", account.download, name="account_data"),
    path("compte/suppression/", account.deletion, name="account_deletion"),
    path("compte/jetons/", tokens.tokens, name="account_tokens"),
    path("compte/jetons/<int:pk>/revocation/", tokens.revocation, name="account_revocation"),
    path("pages/cgu/", legal.terms, name="terms"),
    path("pages/politique-de-confidentialite/", legal.privacy, name="privacy"),
    path("pages/mentions-legales/", legal.notice, name="legal-notice"),
]
