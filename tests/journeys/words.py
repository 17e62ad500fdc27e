"""What is written on the buttons and questions of the stories told in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Words:
    prefix: str
    start: str
    start_anew: str
    proceed: str
    submit: str
    download: str
    sign_in: str
    sign_in_with_taxisnet: str
    username: str
    password: str
    certificate: str
    any_use: str
    lives_here_today: str
    yes: str
    email: str
    declares: str
    check: str
    ready: str
    code: str
    verify_code: str
    verify_file: str
    file: str
    is_valid: str
    is_altered: str
    is_revoked: str


GREEK = Words(
    prefix="",
    start="Έναρξη",
    start_anew="Ξεκινήστε από την αρχή",
    proceed="Συνέχεια",
    submit="Υποβολή",
    download="Κατεβάστε το PDF",
    sign_in="Σύνδεση",
    sign_in_with_taxisnet="Σύνδεση με TAXISnet",
    username="Όνομα χρήστη",
    password="Κωδικός πρόσβασης",
    certificate="Βεβαίωση μόνιμης κατοικίας",
    any_use="Για κάθε νόμιμη χρήση",
    lives_here_today="Ότι κατοικώ σήμερα στον Δήμο",
    yes="Ναι",
    email="E-mail",
    declares="Δηλώνω υπεύθυνα ότι τα παραπάνω είναι αληθή",
    check="Ελέγξτε τις απαντήσεις σας",
    ready="Το έγγραφό σας είναι έτοιμο",
    code="Κωδικός του εγγράφου",
    verify_code="Έλεγχος του κωδικού",
    verify_file="Έλεγχος του αρχείου",
    file="Αρχείο του εγγράφου",
    is_valid="Το έγγραφο ισχύει",
    is_altered="Το αρχείο αλλοιώθηκε μετά τη σφράγισή του",
    is_revoked="Το έγγραφο έχει ανακληθεί",
)

ENGLISH = Words(
    prefix="/en",
    start="Start now",
    start_anew="Begin anew",
    proceed="Continue",
    submit="Submit",
    download="Download the PDF",
    sign_in="Sign in",
    sign_in_with_taxisnet="Sign in with TAXISnet",
    username="User name",
    password="Password",
    certificate="Permanent residence certificate",
    any_use="For any lawful use",
    lives_here_today="That I live in the municipality today",
    yes="Yes",
    email="E-mail",
    declares="I solemnly declare that the above is true",
    check="Check your answers",
    ready="Your document is ready",
    code="Code of the document",
    verify_code="Verify the code",
    verify_file="Verify the file",
    file="File of the document",
    is_valid="The document is valid",
    is_altered="The file was altered after it was sealed",
    is_revoked="The document has been revoked",
)
