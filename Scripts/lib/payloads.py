"""Deliveries as each provider sends them: the body's exact bytes, signed, with the headers that matter."""

import base64
import email.policy
import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import urlencode

from town import identity, local_phone

WIB = timezone(timedelta(hours=7))
# The shop of deploy/sample/corong.yaml.
SHOP = "Rumah Teduh"
SHOP_ADDRESS = "halo@rumahteduh.example"
SITE = "https://rumahteduh.example"
WHATSAPP_ACCOUNT = {"display_phone_number": "622155501234", "phone_number_id": "109876543210987"}
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True)
class Delivery:
    """One request: where it goes, what it carries, and (for people) what it is and when it was written."""

    channel: str
    headers: dict
    body: bytes
    kind: str
    at: int


@dataclass(frozen=True)
class Secrets:
    """What signs the deliveries of each channel, from the variables that the program itself reads."""

    whatsapp: str
    chat: str
    telegram: str
    email: str

    @staticmethod
    def variables():
        """Environment variable of each secret."""
        return {
            "whatsapp": "CORONG_WHATSAPP_SECRET",
            "chat": "CORONG_CHAT_SECRET",
            "telegram": "CORONG_TELEGRAM_SECRET",
            "email": "CORONG_EMAIL_TOKEN",
        }

    @classmethod
    def from_environment(cls):
        """The secrets in the environment. Raises SystemExit that names those that are missing."""
        missing = [name for name in cls.variables().values() if not os.environ.get(name)]
        if missing:
            raise SystemExit("not set in the environment: " + ", ".join(missing) + " (. demo/secrets.env sets them)")
        return cls(**{field: os.environ[name] for field, name in cls.variables().items()})

    @classmethod
    def for_tests(cls):
        """Fixed secrets, for servers on temporary folders."""
        return cls(whatsapp="test-app-secret", chat="test-chat-secret", telegram="test-telegram", email="test-email")

    def environment(self):
        """The variables to start a server with."""
        values = {name: getattr(self, field) for field, name in self.variables().items()}
        return values | {"CORONG_WHATSAPP_VERIFY_TOKEN": "test-verify-token"}


def signature(secret, body):
    """`sha256=` and the HMAC in hexadecimal digits, as Meta and the chat webhook want it."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def compact(value):
    """JSON as providers send it: no blanks, everything but ASCII escaped."""
    return json.dumps(value, separators=(",", ":")).encode()


# WhatsApp Cloud API


def whatsapp_id(*parts):
    """A message id as Meta writes it."""
    return "wamid.HBgN" + base64.b64encode(identity("wamid", *parts).encode()).decode()


def whatsapp_message(who, message_id, at, **content):
    """One member of `messages`; `content` holds the type and its object."""
    return {"from": who.phone, "id": message_id, "timestamp": str(at), **content}


def whatsapp_text(who, message_id, at, text, **more):
    """A text message, with a referral or a context where given."""
    return whatsapp_message(who, message_id, at, type="text", text={"body": text}, **more)


def whatsapp(secrets, at, kind, people=(), messages=(), statuses=()):
    """A delivery with the given messages and statuses of these people."""
    value = {"messaging_product": "whatsapp", "metadata": WHATSAPP_ACCOUNT}
    if people:
        value["contacts"] = [{"profile": {"name": who.name}, "wa_id": who.phone} for who in people]
    if messages:
        value["messages"] = list(messages)
    if statuses:
        value["statuses"] = list(statuses)
    body = compact(
        {
            "object": "whatsapp_business_account",
            "entry": [{"id": "201234567890123", "changes": [{"value": value, "field": "messages"}]}],
        }
    )
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "facebookexternalua",
        "X-Hub-Signature-256": signature(secrets.whatsapp, body),
    }
    return Delivery("whatsapp", headers, body, kind, at)


def whatsapp_status(who, message_id, at, status):
    """What became of a message that the business sent."""
    return {
        "id": message_id,
        "status": status,
        "timestamp": str(at),
        "recipient_id": who.phone,
        "pricing": {"billable": True, "pricing_model": "PMP", "category": "service"},
    }


# Chat on the website


def chat(secrets, who, message_id, at, text, phone_style, with_phone=True):
    """A message of the chat window, as the site's own code posts it."""
    sender = {"id": "visitor-" + identity("visitor", who.number)[:10], "name": who.name}
    if with_phone:
        sender["phone"] = local_phone(who.phone, phone_style)
    sent = datetime.fromtimestamp(at, WIB).isoformat()
    body = json.dumps({"id": message_id, "from": sender, "text": text, "sent_at": sent}, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "X-Signature": signature(secrets.chat, body)}
    return Delivery("chat", headers, body, "message", at)


# Telegram


def telegram(secrets, who, update, at, kind="message", **content):
    """An update with one private message; `content` holds its text, contact or photo."""
    first, _, last = who.name.partition(" ")
    user = {"id": who.telegram, "first_name": first, "last_name": last, "username": who.handle}
    sender = {**user, "is_bot": False, "language_code": "en" if who.english else "id"}
    message = {
        "message_id": update % 100_000,
        "from": sender,
        "chat": {**user, "type": "private"},
        "date": at,
        **content,
    }
    body = compact({"update_id": update, "message": message})
    headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": secrets.telegram}
    return Delivery("telegram", headers, body, kind, at)


# Web form


def form_fields(who, at, text, phone_style, more, trap=""):
    """The fields of the site's contact form; `trap` is the one that people do not see and robots fill in."""
    return {
        "nama": who.name,
        "email": who.email,
        "telepon": local_phone(who.phone, phone_style),
        "pesan": text,
        **more,
        "submitted_at": datetime.fromtimestamp(at, WIB).isoformat(),
        "_honeypot": trap,
    }


def form(fields, at, kind="lead_form"):
    """The form as a browser posts it."""
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": SITE,
        "Referer": SITE + "/kontak",
        "User-Agent": "Mozilla/5.0",
    }
    return Delivery("web-form", headers, urlencode(fields).encode(), kind, at)


def form_with_photo(fields, at):
    """The form as a browser posts it when somebody adds a photo of the room."""
    boundary = "----CorongFormBoundary7x4kQ"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="foto"; filename="ruang tamu.png"\r\n'
    parts.append(head.encode() + b"Content-Type: image/png\r\n\r\n" + PIXEL + b"\r\n")
    body = b"".join(parts) + f"--{boundary}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}", "Origin": SITE}
    return Delivery("web-form", headers, body, "lead_form", at)


# Email


def mail(secrets, at, kind, sender, subject, message_id, text, html=None, more=()):
    """A mail as a mail server hands it on: raw, with CRLF."""
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"] = sender
    message["To"] = f"{SHOP} <{SHOP_ADDRESS}>"
    message["Subject"] = subject
    message["Date"] = format_datetime(datetime.fromtimestamp(at, WIB))
    message["Message-ID"] = f"<{message_id}>"
    for name, value in more:
        message[name] = value
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
        message.set_boundary(identity("boundary", message_id))
    return raw_mail(secrets, at, kind, message.as_bytes())


def raw_mail(secrets, at, kind, body):
    """A delivery of these bytes of a mail."""
    headers = {"Content-Type": "message/rfc822", "Authorization": "Bearer " + secrets.email}
    return Delivery("email", headers, body, kind, at)


def bounce(secrets, at, recipient, message_id):
    """A report of a mail server that a mail of the shop could not be delivered (RFC 3464)."""
    boundary = identity("bounce", message_id)
    date = format_datetime(datetime.fromtimestamp(at, WIB))
    lines = [
        "Return-Path: <>",
        "From: Mail Delivery System <MAILER-DAEMON@mx.pos.example>",
        f"To: {SHOP_ADDRESS}",
        "Subject: Undelivered Mail Returned to Sender",
        f"Date: {date}",
        f"Message-ID: <{message_id}>",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="{boundary}"',
        "",
        f"--{boundary}",
        "Content-Type: text/plain; charset=us-ascii",
        "",
        f"<{recipient}>: host mx.pos.example said: 550 5.1.1 User unknown",
        f"--{boundary}",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.pos.example",
        "",
        f"Final-Recipient: rfc822; {recipient}",
        "Action: failed",
        "Status: 5.1.1",
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown",
        f"--{boundary}--",
        "",
    ]
    return raw_mail(secrets, at, "bounce", "\r\n".join(lines).encode())
