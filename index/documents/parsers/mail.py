"""Saved mails (.eml) in, their text out: subject, who wrote when to whom, what is said, what is attached."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import default

from index.documents.content import Content, clean_text, decode_text, has_text
from index.documents.parsers import read_content
from index.documents.parsers.writing.blocks import join_blocks
from index.errors import DocumentError

_NAMED = ("From", "To", "Cc", "Date")
_MAIL = "message/rfc822"
_SHOWN = {"image", "audio", "video"}
_TO_THE_MINUTE = len("2031-05-12 10:00")
_SIGNATURE = "-- "  # the line above it


def read_mail(path: str, data: bytes) -> Content:
    """Return the text of a mail with its subject as a heading, and that of its attachments.

    Raises DocumentError for what is no mail.
    """
    message = message_from_bytes(data, policy=default)
    if not isinstance(message, EmailMessage) or not any(
        name in message for name in (*_NAMED, "MIME-Version")
    ):
        raise DocumentError("damaged", path=path)
    mail = _Mail(path)
    said = [*mail.list_said(message)]
    if not any(map(has_text, said)):
        return Content("", gaps=tuple(mail.gaps))
    subject = _find_subject(message)
    text = clean_text(join_blocks([f"# {subject}" * bool(subject), *_list_names(message), *said]))
    return Content(text, subject or None, gaps=tuple(mail.gaps))


class _Mail:
    """A mail while it is read, with what could not be read of it."""

    def __init__(self, path: str) -> None:
        self.gaps: list[DocumentError] = []
        self._path = path

    def list_said(self, message: EmailMessage) -> Iterator[str]:
        """Yield what is said, as plain text if there is one, else from the page; then what is attached."""
        body = message.get_body(("plain", "html"))
        if body is not None:
            yield self._read_text(body)
        for part in message.iter_attachments():
            if part.get_content_type() == _MAIL:
                yield from self._list_forwarded(part)
            elif part.get_filename():
                yield from self._list_attached(part, str(part.get_filename()))
            elif part.get_content_type() in {"text/plain", "text/html"}:  # of a text that a picture parts
                yield self._read_text(part)

    def _list_forwarded(self, part: MIMEPart) -> Iterator[str]:
        for inner in part.iter_parts():
            if isinstance(inner, EmailMessage):
                yield from (f"## {_find_subject(inner)}", *_list_names(inner), *self.list_said(inner))

    def _list_attached(self, part: MIMEPart, name: str) -> Iterator[str]:
        """Yield the file `name`, its name as a heading, unless it is for the eye; note one without text."""
        if part.get_content_maintype() in _SHOWN:
            return
        try:
            content = read_content(name, _get_bytes(part))
        except DocumentError:
            content = Content("")
        if has_text(content.text):
            yield from (f"## {name}", content.text)
        if content.gaps or content.unread or not has_text(content.text):
            self._miss(name)

    def _read_text(self, part: MIMEPart) -> str:
        try:
            text = decode_text(self._path, _get_bytes(part), part.get_content_charset())
            if part.get_content_subtype() == "html":
                return read_content(f"{self._path}.html", text.encode()).text
        except DocumentError:
            self._miss(part.get_content_type())
            return ""
        is_flowed = str(part.get_param("format")).lower() == "flowed"
        return _unfold(text, part) if is_flowed else text

    def _miss(self, part: str) -> None:
        self.gaps.append(DocumentError("part_unread", path=self._path, part=part))


def _find_subject(message: EmailMessage) -> str:
    return " ".join(str(message.get("Subject", "")).split())


def _list_names(message: EmailMessage) -> Iterator[str]:
    """Yield the names of a mail, each by itself, and its day and hour without words of English."""
    for name in _NAMED:
        if name in message:
            day = getattr(message[name], "datetime", None)
            yield f"{name}: {day.isoformat(' ', 'minutes')[:_TO_THE_MINUTE] if day else message[name]}"


def _unfold(text: str, part: MIMEPart) -> str:
    """Return `text` with the lines joined that its writer's program broke (RFC 3676), but for quoted ones."""
    is_within_words = str(part.get_param("delsp", "no")).lower() == "yes"
    unfolded = ""
    for line in text.split("\n"):
        bare = line.removeprefix(" ")  # which keeps a line from looking like a quote
        goes_on = bare.endswith(" ") and bare != _SIGNATURE and not line.startswith(">")
        unfolded += (bare[:-1] if is_within_words else bare) if goes_on else f"{bare}\n"
    return unfolded


def _get_bytes(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
