"""Fictional documents for the tests of this room."""

from datetime import UTC, date, datetime

from dimos.documents.content import DocumentContent, Imprint, Letterhead, ProtocolReference, ReceiptContent, Row

ISSUED_AT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)

LETTERHEAD = Letterhead(
    municipality="ΔΗΜΟΣ ΚΑΛΑΜΑΤΑΣ",
    region="ΠΕΡΙΦΕΡΕΙΑ ΠΕΛΟΠΟΝΝΗΣΟΥ",
    unit="Διεύθυνση Διοικητικών Υπηρεσιών",
    subunit="Τμήμα Αστικής και Δημοτικής Κατάστασης",
    place="Καλαμάτα",
    address="Οδός Παραδείγματος 1, 241 00 Καλαμάτα",
    phone="27210 00000",
    email="protocol@kalamata.example",
)

CERTIFICATE = DocumentContent(
    title="ΒΕΒΑΙΩΣΗ ΜΟΝΙΜΗΣ ΚΑΤΟΙΚΙΑΣ",
    intro="Ύστερα από έλεγχο των στοιχείων που τηρούνται στα μητρώα του Δήμου, βεβαιώνεται ότι το παρακάτω πρόσωπο "
    "είναι μόνιμος κάτοικος του Δήμου Καλαμάτας:",
    rows=(
        Row(label="Επώνυμο", value="ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ"),
        Row(label="Όνομα", value="ΕΛΕΝΗ"),
        Row(label="Ημερομηνία γέννησης", value="14 Μαρτίου 1987"),
        Row(label="Διεύθυνση κατοικίας", value="Οδός Δοκιμής 15, 241 00 Καλαμάτα"),
    ),
    purpose="Η βεβαίωση χορηγείται για κάθε νόμιμη χρήση.",
    legal_basis=("Άρθρα 13, 14 και 31 του ν. 4727/2020 (Α΄ 184)",),
    signatory="Με εντολή Δημάρχου",
)

RECEIPT = ReceiptContent(
    title="ΑΠΟΔΕΙΞΗ ΠΑΡΑΛΑΒΗΣ",
    subject="Χορήγηση θέσης στάθμευσης σε άτομο με αναπηρία",
    registered_at=ISSUED_AT,
    deadline_date=date(2027, 2, 8),
    deadline_note="Η προθεσμία αρχίζει όταν ο φάκελος είναι πλήρης.",
    missing=("Γνωμάτευση ΚΕΠΑ σε ισχύ",),
    compensation="Αν ο Δήμος υπερβεί την προθεσμία χωρίς νόμιμο λόγο, έχετε δικαίωμα πλήρους αποζημίωσης.",
    next_steps=("Θα σας ενημερώσουμε με μήνυμα σε κάθε βήμα.",),
    follow_url="http://kalamata.localhost:8000/cases/follow/",
)

IMPRINT = Imprint(
    protocol=ProtocolReference(number=12345, year=2026),
    issued_at=ISSUED_AT,
    code="7K3M-Q9TX-2HVB-4WPD",
    verification_url="http://kalamata.localhost:8000/v/7K3MQ9TX2HVB4WPD",
    valid_until=date(2027, 5, 23),
)
