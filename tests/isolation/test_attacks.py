"""What somebody tried and must go on failing at: two municipalities, asked as browsers and forgers ask."""

import uuid
from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dimos.audit.public import SYSTEM
from dimos.cases.public import Case, follow_code
from dimos.cases.tests.factories import AT, FAULT, a_case, a_citizen, a_served_municipality, services_are_offered
from dimos.identity.public import Role, StaffMembership, User, create_staff, grant_role
from dimos.municipalities.public import Office, forget_hosts, municipality_scope
from dimos.portal.apply.views import DRAFTS_BURST, FILES_BURST
from dimos.portal.kept import KEPT_BURST

KALAMATA, PATRAS = 4401, 3701
AT_KALAMATA, AT_PATRAS = "kalamata.localhost", "patras.localhost"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
STEPS = (
    "", "take/", "correction/", "approve/", "approve/preview/", "approve/preview/act.pdf", "reject/", "complete/",
    "withdraw/", "reopen/", "message/", "documents/1/", "documents/1/open/", "documents/1/revoke/",
    "documents/1/replace/", f"files/{uuid.UUID(int=1)}/", f"files/{uuid.UUID(int=1)}/open/",
)  # fmt: skip
STAFF_PAGES = ("staff/", "staff/add/", "registers/", "registers/import/")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_towns(db: None, settings: Any) -> Iterator[None]:
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.DIMOS_SECOND_FACTOR_COMPULSORY = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    for municipality in (KALAMATA, PATRAS):
        a_served_municipality(municipality)
        with municipality_scope(municipality):
            services_are_offered()
    forget_hosts()
    yield
    forget_hosts()


@pytest.fixture
def case() -> Case:
    """Eleni's case at Kalamata."""
    with municipality_scope(KALAMATA):
        return a_case(user=a_citizen())


def staff(name: str, role: Role, municipality: int) -> User:
    user = create_staff(
        username=name, password="a long enough phrase", first_name="Άννα", last_name="Δοκιμή", actor=SYSTEM, at=AT
    )
    with municipality_scope(municipality):
        grant_role(user=user, role=role, actor=SYSTEM, at=AT)
    return user


def applicant_of(case: Case) -> User:
    assert case.applicant is not None
    return case.applicant


def browser(user: User | None = None, host: str = AT_KALAMATA, **more: Any) -> Client:
    client = Client(headers={"host": host}, **more)
    if user is not None:
        client.force_login(user, backend=BACKEND)
    return client


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR])
def test_staff_of_one_municipality_reach_no_case_of_another(case: Case, role: Role) -> None:
    client = browser(staff("stranger", role, PATRAS))
    own_host = browser(staff("neighbour", role, PATRAS), AT_PATRAS)

    for step in STEPS:
        address = f"/desk/cases/{case.pk}/{step}"
        assert client.get(address).status_code == 403, step
        assert client.post(address, {"version": "1"}).status_code == 403, step
        assert own_host.get(address).status_code in {403, 404}, step
        assert own_host.post(address, {"version": "1", "text": "x", "reasons": "x"}).status_code in {403, 404, 405}, (
            step
        )
    with municipality_scope(KALAMATA):
        assert Case.objects.get(pk=case.pk).version == case.version


def test_roles_that_work_no_cases_open_none(case: Case) -> None:
    for role in (Role.ADMINISTRATOR, Role.EDITOR):
        client = browser(staff(role.value, role, KALAMATA))
        assert {client.get(f"/desk/cases/{case.pk}/{step}").status_code for step in STEPS} == {403}


def test_a_citizen_s_session_opens_no_desk_and_a_clerk_s_opens_no_citizen_s_case(case: Case) -> None:
    citizen, clerk = browser(applicant_of(case)), browser(staff("clerk", Role.CLERK, KALAMATA))

    assert {citizen.get(f"/desk/{page}").status_code for page in ("", *STAFF_PAGES)} == {403}
    assert clerk.get(f"/cases/{case.submission_key}/").status_code == 403


def test_a_case_s_key_and_code_open_nothing_to_others_or_elsewhere(case: Case) -> None:
    thief = a_citizen("000001021", first_name="ΝΙΚΟΛΑΟΣ", last_name="ΥΠΟΘΕΤΙΚΟΣ")
    owner = applicant_of(case)
    pages = ("", "message/", "correction/", "withdraw/", "receipt/", "documents/1/", f"files/{uuid.UUID(int=1)}/")

    for client in (browser(thief), browser(owner, AT_PATRAS)):
        assert {client.get(f"/cases/{case.submission_key}/{page}").status_code for page in pages} == {404}
        assert client.post(f"/cases/{case.submission_key}/withdraw/").status_code == 404
    with municipality_scope(KALAMATA):
        code = follow_code(case=case)
    elsewhere = browser(host=AT_PATRAS).post("/cases/follow/", {"number": case.protocol, "code": code})
    assert elsewhere.status_code == 422


def test_only_the_host_itself_names_the_municipality(case: Case) -> None:
    client = browser(staff("neighbour", Role.CLERK, PATRAS), AT_PATRAS)

    for forged in ({"x-forwarded-host": AT_KALAMATA}, {"forwarded": f"host={AT_KALAMATA}"}, {"x-host": AT_KALAMATA}):
        assert client.get(f"/desk/cases/{case.pk}/", headers=forged).status_code == 404


def test_an_invented_host_is_nobody_s() -> None:
    for host in ("evil.example", "kalamata.localhost.evil.example", "kalamata_localhost", "[::1]", "localhost:x", ""):
        assert browser(host=host).get("/").status_code in {400, 404}, host


def test_an_administrator_gains_nothing_at_another_municipality() -> None:
    administrator = browser(staff("admin", Role.ADMINISTRATOR, KALAMATA))
    victim = staff("victim", Role.CLERK, PATRAS)
    before = victim.password

    for page in (f"staff/{victim.pk}/", f"staff/{victim.pk}/password/"):
        answer = administrator.post(f"/desk/{page}", {"do": "grant", "role": "clerk", "password": "άλλος-κωδικός-99"})
        assert answer.status_code == 404
    administrator.defaults["HTTP_HOST"] = AT_PATRAS
    assert {administrator.get(f"/desk/{page}", HTTP_HOST=AT_PATRAS).status_code for page in STAFF_PAGES} == {403}
    assert User.objects.get(pk=victim.pk).password == before


def test_an_administrator_s_form_makes_nobody_more_than_its_roles() -> None:
    administrator = browser(staff("admin", Role.ADMINISTRATOR, KALAMATA))
    with municipality_scope(PATRAS):
        foreign = Office.objects.first()
    assert foreign is not None
    new = {"username": "n.neos", "first_name": "Ν", "last_name": "Ν", "password": "καλός-κωδικός-77", "role": "clerk"}

    administrator.post("/desk/staff/add/", new | {"office": str(foreign.pk)})
    assert not User.objects.filter(username="n.neos").exists()
    administrator.post("/desk/staff/add/", new | {"is_ministry_officer": "on", "kind": "citizen", "afm": "000001010"})
    made = User.objects.get(username="n.neos")
    assert (made.is_ministry_officer, made.kind, made.afm) == (False, "staff", None)
    administrator.post("/desk/staff/add/", new | {"username": "afm:000001010"})
    assert not User.objects.filter(username="afm:000001010").exists()


def test_the_password_of_who_also_works_elsewhere_is_not_one_administrator_s_to_set() -> None:
    administrator = browser(staff("admin", Role.ADMINISTRATOR, KALAMATA))
    shared, officer = staff("shared", Role.CLERK, KALAMATA), staff("officer", Role.CLERK, KALAMATA)
    with municipality_scope(PATRAS):
        grant_role(user=shared, role=Role.CLERK, actor=SYSTEM, at=AT)
    User.objects.filter(pk=officer.pk).update(is_ministry_officer=True)

    for user in (shared, officer):
        answer = administrator.post(f"/desk/staff/{user.pk}/password/", {"password": "άλλος-κωδικός-99"})
        assert answer.status_code == 403


def test_a_role_taken_is_gone_in_the_open_session(case: Case) -> None:
    user = staff("clerk", Role.CLERK, KALAMATA)
    client = browser(user)
    assert client.get(f"/desk/cases/{case.pk}/").status_code == 200

    with municipality_scope(KALAMATA):
        StaffMembership.objects.filter(user=user).delete()

    assert client.get(f"/desk/cases/{case.pk}/").status_code == 403


def test_nothing_leads_away_from_the_host() -> None:
    user = staff("clerk", Role.CLERK, KALAMATA)
    targets = ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)")
    pages = ("/staff/sign-in/", "/sign-in/", "/account/", "/staff/confirm/")

    for target, page, person in product(targets, pages, (None, user)):
        visitor = browser(person)
        entering = {"login": "clerk", "password": "a long enough phrase", "next": target, "language": "el"}
        for answer in (visitor.get(page, {"next": target}), visitor.post(page, entering)):
            leads_to = urlsplit(answer.get("Location", "/desk/"))
            assert (leads_to.scheme, leads_to.netloc) == ("", "")
            assert leads_to.path.startswith(("/staff/", "/sign-in/", "/account/", "/desk/"))


def test_forms_of_other_sites_change_nothing(case: Case) -> None:
    client = browser(applicant_of(case), enforce_csrf_checks=True)
    from_a_sister = {"origin": "http://patras.localhost", "sec-fetch-site": "same-site"}

    assert client.post(f"/cases/{case.submission_key}/withdraw/", headers=from_a_sister).status_code == 403
    assert client.post("/sign-out/", headers=from_a_sister).status_code == 403
    with municipality_scope(KALAMATA):
        assert Case.objects.get(pk=case.pk).state == case.state


def test_what_citizens_write_is_never_markup(case: Case) -> None:
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    with municipality_scope(KALAMATA):
        written = a_case(answers={**FAULT, "description": hostile, "place": {"words": hostile}})
        Case.objects.filter(pk=written.pk).update(applicant_name=hostile)
    clerk = browser(staff("clerk", Role.CLERK, KALAMATA))
    clerk.post(f"/desk/cases/{written.pk}/message/", {"text": hostile})

    for address in ("/desk/", f"/desk/cases/{written.pk}/"):
        page = clerk.get(address)
        assert "alert(1)" in page.content.decode()
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()
        assert "default-src 'none'" in page["Content-Security-Policy"]


def test_personal_pages_are_kept_by_no_cache_and_shown_in_no_frame(case: Case) -> None:
    citizen, clerk = browser(applicant_of(case)), browser(staff("clerk", Role.CLERK, KALAMATA))
    answers = [citizen.get(f"/cases/{page}") for page in ("", f"{case.submission_key}/", "who-looked/")]
    answers += [citizen.get("/account/"), *(clerk.get(f"/desk/{page}") for page in ("", f"cases/{case.pk}/"))]

    for answer in answers:
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_a_body_without_end_is_refused_before_it_is_read() -> None:
    client = Client(headers={"host": AT_KALAMATA}, enforce_csrf_checks=True)

    for page in ("/cases/follow/", "/staff/sign-in/", "/desk/registers/import/", "/services/problem-report/apply/"):
        answer = client.generic("POST", page, content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="9" * 12)
        assert answer.status_code == 413, page


def test_a_visitor_fills_neither_table_nor_disk() -> None:
    client = browser()
    start = "/services/problem-report/apply/"
    drafts = [client.post(start, {"begin": "anew"}) for _ in range(DRAFTS_BURST + 1)]
    assert drafts[-1].status_code == 429

    files = [SimpleUploadedFile(f"{number}.png", b"x") for number in range(FILES_BURST + 1)]
    step = drafts[0]["Location"]
    assert client.post(step, {"category": "road", "files": files}).status_code == 429


def test_a_forger_s_stale_forms_fill_no_sessions() -> None:
    forged = {"origin": f"http://{AT_KALAMATA}", "cookie": "csrftoken=x"}
    answers = []
    for _ in range(KEPT_BURST + 1):
        client = Client(headers={"host": AT_KALAMATA}, enforce_csrf_checks=True)
        answers.append(client.post("/cases/follow/", {"number": "x" * 100}, headers=forged))

    assert answers[0].status_code == 302
    assert answers[-1].status_code == 403
    assert "session" not in answers[-1].cookies


def test_no_cursor_breaks_the_inbox() -> None:
    clerk = browser(staff("clerk", Role.CLERK, KALAMATA))
    views = ("todo", "waiting", "rejected", "'; DROP TABLE cases_case; --")
    cursors = ("\x00", "9999-12-31T23:59:59-01:00_1", "x" * 5_000, "2026-01-01_" + "9" * 30, "'--_1")

    for view, after in product(views, cursors):
        assert clerk.get("/desk/", {"view": view, "after": after, "office": after}).status_code == 200


def test_guesses_at_staff_are_counted_across_hosts_and_ports() -> None:
    staff("clerk", Role.CLERK, KALAMATA)
    for host in (AT_KALAMATA, f"{AT_KALAMATA}:1", AT_PATRAS, f"{AT_PATRAS}:2", "localhost:3"):
        browser(host=host).post("/staff/sign-in/", {"login": "clerk", "password": "wrong"})

    right = {"login": "CLERK", "password": "a long enough phrase"}
    assert browser(host="komotini.localhost").post("/staff/sign-in/", right).status_code == 200


def test_a_file_s_name_is_printed_and_nothing_else() -> None:
    client = browser()
    step = client.post("/services/problem-report/apply/", {"begin": "anew"})["Location"]
    client.post(step, {"category": "lighting", "danger": "no"})
    base = step.rpartition("/step/")[0]
    client.post(f"{base}/step/place/", {"place__words": "Οδός Δοκιμής 14"})
    name = '../../../etc/<b>"passwd\r\nX-Evil: 1.png'
    answer = client.post(
        f"{base}/step/details/", {"description": FAULT["description"], "photos": SimpleUploadedFile(name, b"nope")}
    )

    assert answer.status_code == 422
    assert "X-Evil" not in str(answer.headers)
    assert "etc/" not in answer.content.decode()
