from dimos.documents.models.issued_document import DocumentState, IssuedDocument, IssuedDocumentQuerySet

__all__ = ["DocumentState", "IssuedDocument", "IssuedDocumentQuerySet"]
