"""Signing up: cases 1 to 5 of the accounts' contract."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import ApiToken, User
from accounts.selectors import is_verified
from tests.accounts.conftest import BUSINESS, FORM, PASSWORD, SIGN_UP, sign_in, words

pytestmark = pytest.mark.django_db


def refused(client: Client, form: dict[str, str], message: str) -> None:
    response = client.post(SIGN_UP, form)
    assert response.status_code == 400
    assert message in words(response)
    assert 'aria-invalid="true"' in words(response)
    assert not User.objects.exists()


def test_the_terms_must_be_accepted(client: Client) -> None:
    refused(
        client,
        {name: value for name, value in FORM.items() if name != "terms"},
        "Vous devez accepter les conditions d’utilisation",
    )


def test_a_business_has_a_name(client: Client) -> None:
    refused(client, BUSINESS | {"organization_name": ""}, "Le champ est obligatoire")


@pytest.mark.parametrize(
    ("siren", "message"),
    [
        ("222222", "Le numéro SIREN doit contenir exactement 9 chiffres"),
        ("901 518 41A", "Le numéro SIREN ne doit contenir que des chiffres"),
        ("901-518", "Le numéro SIREN doit contenir exactement 9 chiffres"),
        ("9" * 5000, "Le numéro SIREN doit contenir exactement 9 chiffres"),
        ("901518416", "Le numéro SIREN est invalide"),
        ("000000000", "Le numéro SIREN est invalide"),
    ],
)
def test_a_siren_is_checked(client: Client, siren: str, message: str) -> None:
    refused(client, BUSINESS | {"siren": siren}, message)


@pytest.mark.parametrize(
    "siren",
    [
        "901 518 415",
        "901.518.415",
        "901-518-415",
        "901 - 518 - 415",
        "901\u00a0518\u202f415",
        "\u2009901518415\u200b",
        "901\u2011518\u2013415",
    ],
)
def test_a_siren_is_taken_as_people_write_it(client: Client, siren: str) -> None:
    assert client.post(SIGN_UP, BUSINESS | {"siren": siren}).status_code == 302
    assert User.objects.get().siren == "901518415"


@pytest.mark.usefixtures("mail_server")
@pytest.mark.parametrize(
    ("email", "kept"),
    [
        ("Jean.O'Brien@example.org", "jean.o'brien@example.org"),
        ("r&d@example.org", "r&d@example.org"),
        ("a!#$%&'*+/=?^_`{|}~-b@example.org", "a!#$%&'*+/=?^_`{|}~-b@example.org"),
        ("ada@exämple.org", "ada@xn--exmple-cua.org"),
    ],
)
def test_an_address_of_any_letters_signs_up_is_written_to_and_signs_in(
    client: Client, email: str, kept: str
) -> None:
    client.post(SIGN_UP, FORM | {"email": email})
    assert User.objects.get().email == kept
    assert mail.outbox[0].to == [kept]
    assert kept in mail.outbox[0].message()["To"]
    client.post("/compte/connexion/email/", {"lien-email": email.upper()})
    assert mail.outbox[1].to == [kept]


@pytest.mark.parametrize(
    "email",
    [
        "ada",
        "ada@example",
        "ada@exam ple.org",
        "é@example.org",
        "@example.org",
        "ada@@example.org",
        "ada@" + "é" * 200 + ".org",
    ],
)
def test_an_address_is_checked(client: Client, email: str) -> None:
    refused(client, FORM | {"email": email}, "L’adresse e-mail est invalide")


@pytest.mark.parametrize("name", ["email", "first_name", "last_name", "password"])
def test_what_is_required_is_said(client: Client, name: str) -> None:
    refused(client, FORM | {name: ""}, "Le champ est obligatoire")


@pytest.mark.parametrize("password", ["court", "12345678901", "password", "ada@example.org"])
def test_a_password_that_is_easy_to_guess_is_refused(client: Client, password: str) -> None:
    refused(client, FORM | {"password": password}, "mot de passe")


def test_a_business_signs_up_and_is_signed_in_at_once(client: Client) -> None:
    before = timezone.now()
    response = client.post(SIGN_UP, BUSINESS, follow=True)
    assert response.redirect_chain == [("/compte/", 302)]
    assert "Vous avez désormais accès aux impacts détaillés" in words(response)
    user = User.objects.get()
    assert (user.email, user.siren) == ("ada@example.org", "901518415")
    assert user.organization_name == "Filature du Nord"
    assert user.terms_accepted_at is not None
    assert user.terms_accepted_at >= before
    assert user.terms_version
    assert not is_verified(user)
    assert not ApiToken.objects.exists()
    assert mail.outbox == []


@pytest.mark.usefixtures("mail_server")
def test_with_a_mail_server_a_link_is_sent_and_no_session_opened(client: Client) -> None:
    response = client.post(SIGN_UP, BUSINESS, follow=True)
    assert response.redirect_chain == [("/compte/connexion/email-envoye/", 302)]
    text = "Un email contenant un lien de connexion au service a été envoyé à l’adresse ada@"
    assert text in words(response)
    assert not User.objects.get().has_usable_password()
    assert client.get("/compte/").status_code == 302
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]
    assert mail.outbox[0].subject == "Votre lien de connexion à Ecobalyse libre"


def test_without_a_mail_server_a_known_address_is_refused_in_any_case(client: Client) -> None:
    client.post(SIGN_UP, FORM)
    response = Client().post(SIGN_UP, BUSINESS | {"email": "ADA@Example.ORG"})
    assert response.status_code == 400
    assert "Il n’est pas possible de s’inscrire avec cette adresse" in words(response)
    assert [user.organization_name for user in User.objects.all()] == [""]


@pytest.mark.usefixtures("mail_server")
def test_with_a_mail_server_a_known_address_gets_the_same_page_and_a_mail_that_says_so(
    client: Client,
) -> None:
    first = words(client.post(SIGN_UP, FORM, follow=True))
    again = BUSINESS | {"email": "ADA@Example.ORG"}
    second = words(Client().post(SIGN_UP, again, follow=True))
    assert second == first
    assert [user.organization_name for user in User.objects.all()] == [""]
    assert "vous avez déjà un compte" in mail.outbox[1].body
    assert mail.outbox[1].to == ["ada@example.org"]


@pytest.mark.parametrize(("ticked", "consents"), [({"newsletter": "on"}, True), ({}, False)])
def test_the_newsletter_is_a_consent_apart(
    client: Client, ticked: dict[str, str], consents: bool
) -> None:
    client.post(SIGN_UP, FORM | ticked)
    assert (User.objects.get().newsletter_since is not None) is consents


@pytest.mark.parametrize("left", ["organization_name", "siren"])
def test_an_organisation_without_its_type_is_not_dropped_in_silence(
    client: Client, left: str
) -> None:
    form = FORM | {left: BUSINESS[left]}
    refused(client, form, "Choisissez le type de l’organisation, ou effacez")


def test_an_individual_has_no_organisation(client: Client) -> None:
    client.post(SIGN_UP, BUSINESS | {"organization_type": "individual"})
    user = User.objects.get()
    assert (user.organization_name, user.siren) == ("", "")


def test_boxes_are_unticked_and_the_page_informs(client: Client) -> None:
    text = words(client.get(SIGN_UP))
    assert "checked" not in text
    assert "Ces données sont traitées par [" in text
    assert 'href="/pages/politique-de-confidentialite/"' in text
    assert 'href="/pages/cgu/"' in text
    for autocomplete in ("email", "new-password", "given-name", "family-name", "organization"):
        assert f'autocomplete="{autocomplete}"' in text


def test_one_signs_in_with_the_address_in_any_case(client: Client) -> None:
    client.post(SIGN_UP, FORM | {"email": "Ada@Example.org"})
    response = sign_in(Client(), "aDa@example.ORG", PASSWORD)
    assert response.status_code == 302
    assert response["Location"] == "/compte/"
