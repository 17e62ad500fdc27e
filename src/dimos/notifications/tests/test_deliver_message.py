import pytest

from dimos.notifications.actions.deliver_message import DeliveryIsDelayed, deliver_message
from dimos.notifications.models import State
from dimos.notifications.rules import MOST_ATTEMPTS
from dimos.notifications.tests.factories import MOMENT, queued


def deliver(message, municipality_id):
    return deliver_message(municipality_id=municipality_id, message_id=message.pk, at=MOMENT)


def test_a_message_goes_out_from_the_municipality(kalamata, mail_server):
    message = deliver(queued(), kalamata)

    (letter,) = mail_server.letters
    assert letter["From"].addresses[0].display_name == "Δήμος Καλαμάτας"
    assert letter["To"] == "maria@example.org"
    assert letter["Subject"].strip() == "Το αίτημά σας με αριθμό 12/2026 παραλήφθηκε"
    assert letter["Message-ID"] == message.message_id
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "el"
    assert (message.state, message.sent_at, message.attempts) == (State.SENT, MOMENT, 1)


def test_plain_text_comes_first_and_html_says_the_same(kalamata, mail_server):
    deliver(queued(text="Πρώτη παράγραφος.\n\nΗ <b>δεύτερη</b> & τελευταία."), kalamata)

    plain, html = (part.get_content().replace("\r\n", "\n") for part in mail_server.letters[0].iter_parts())
    start = "Πρώτη παράγραφος.\n\nΗ <b>δεύτερη</b> & τελευταία.\n\nhttp://kalamata.localhost:8000/cases/12/\n"
    assert plain.startswith(start)
    assert "<p>Πρώτη παράγραφος.</p>" in html
    assert "<p>Η &lt;b&gt;δεύτερη&lt;/b&gt; &amp; τελευταία.</p>" in html
    assert '<a href="http://kalamata.localhost:8000/cases/12/"' in html
    assert '<html lang="el">' in html


def test_an_english_reader_gets_an_english_frame(kalamata, mail_server):
    deliver(queued(language="en", subject="We have your request", text="We will answer by 20 April."), kalamata)

    letter = mail_server.letters[0]
    plain = next(letter.iter_parts()).get_content()
    assert letter["From"].addresses[0].display_name == "Municipality of Kalamata"
    assert "Please do not answer it." in plain


def test_a_greek_reader_gets_a_greek_frame(kalamata, mail_server):
    deliver(queued(), kalamata)

    plain = next(mail_server.letters[0].iter_parts()).get_content()
    assert "Παρακαλούμε μην απαντήσετε" in plain


def test_delivering_twice_sends_once(kalamata, mail_server):
    message = queued()

    deliver(message, kalamata)
    deliver(message, kalamata)

    assert len(mail_server.letters) == 1


def test_messages_about_one_thing_form_a_thread(kalamata, mail_server):
    first, second, third = (queued(idempotency_key=f"case:12:{number}") for number in range(3))
    other = queued(idempotency_key="case:13", reference="case:13")
    stranger = queued(idempotency_key="clerk", to_address="office@example.org")

    for message in (first, second, third, other, stranger):
        deliver(message, kalamata)

    letters = mail_server.letters
    assert letters[0]["References"] is None
    assert letters[2]["In-Reply-To"] == second.message_id
    assert letters[2]["References"].split() == [first.message_id, second.message_id]
    assert letters[3]["References"] is None
    assert letters[4]["References"] is None


def test_while_the_mail_server_is_away_the_message_waits(kalamata, absent_mail_server):
    message = queued()

    with pytest.raises(DeliveryIsDelayed):
        deliver(message, kalamata)

    message.refresh_from_db()
    assert (message.state, message.attempts, message.last_error) == (State.QUEUED, 1, "ConnectionRefusedError")
    absent_mail_server.start()
    assert deliver(message, kalamata).state == State.SENT
    assert len(absent_mail_server.letters) == 1


def test_a_temporary_refusal_is_tried_again(kalamata, mail_server):
    message = queued()
    mail_server.recipient_answer = "451 come back later, maria@example.org"

    with pytest.raises(DeliveryIsDelayed):
        deliver(message, kalamata)

    message.refresh_from_db()
    assert message.last_error == "451 recipient refused"


@pytest.mark.parametrize(
    ("recipient_answer", "answer", "error"),
    [
        ("550 no maria@example.org here", "250 OK", "550 recipient refused"),
        ("250 OK", "554 spam", "554 message refused"),
    ],
)
def test_a_final_refusal_marks_the_message_failed(kalamata, mail_server, recipient_answer, answer, error):
    mail_server.recipient_answer, mail_server.answer = recipient_answer, answer

    message = deliver(queued(), kalamata)

    assert (message.state, message.last_error, message.sent_at) == (State.FAILED, error, None)


def test_after_the_last_attempt_the_message_is_failed(kalamata, absent_mail_server):
    message = queued()
    message.attempts = MOST_ATTEMPTS - 1
    message.save()

    assert deliver(message, kalamata).state == State.FAILED


def test_the_demo_without_mail_server_keeps_what_it_would_send(kalamata, settings, mailoutbox):
    settings.DIMOS_DEMO, settings.EMAIL_HOST = True, ""

    message = deliver(queued(), kalamata)

    assert (message.state, message.sent_at) == (State.KEPT, MOMENT)
    assert mailoutbox == []


def test_an_installation_without_mail_server_says_so(kalamata, settings, mailoutbox):
    settings.DIMOS_DEMO, settings.EMAIL_HOST = False, ""
    message = queued()

    with pytest.raises(DeliveryIsDelayed):
        deliver(message, kalamata)

    message.refresh_from_db()
    assert message.last_error == "no mail server is set"


def test_another_municipality_can_not_deliver_it(kalamata, mail_server):
    assert deliver_message(municipality_id=4702, message_id=queued().pk, at=MOMENT) is None
    assert mail_server.letters == []
