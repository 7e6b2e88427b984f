"""Servers of this machine that take what Corong sends, well or badly, and note all of it."""

import json
import logging
import socket
import ssl
import struct
import subprocess
import threading
import time
import warnings
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


@dataclass
class Call:
    """One request as it came in, and what it was answered."""

    path: str
    headers: dict
    body: bytes
    at: float
    status: int = 0

    @property
    def key(self):
        """What stays the same in every attempt."""
        return self.headers.get("webhook-id")

    @property
    def event(self):
        """The CloudEvent."""
        return json.loads(self.body)


@dataclass
class Plan:
    """How a path behaves: the first requests as listed, then always as the last word."""

    first: list = field(default_factory=list)
    then: str = "ok"

    def next(self):
        """What happens to the next request."""
        return self.first.pop(0) if self.first else self.then


class WebSink:
    """An HTTP server. Words: ok, ok-late, fail, gone, busy (429, Retry-After 3), stall, reset, redirect."""

    def __init__(self):
        self.plans = {}
        self.calls = []
        self.lock = threading.Lock()
        self.is_open = True
        sink = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                call = Call(self.path, headers, body, time.monotonic())
                with sink.lock:
                    sink.calls.append(call)
                    word = sink.plan(self.path).next()
                getattr(self, "do_" + word.replace("-", "_"))(call)

            def do_GET(self):
                with sink.lock:
                    sink.calls.append(Call(self.path, {}, b"", time.monotonic(), 200))
                self.answer(None, 200)

            def answer(self, call, status, body=b"{}", headers=()):
                if call:
                    call.status = status
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_ok(self, call):
                self.answer(call, 200, b'{"ok": true, "result": {"message_id": 7}}')

            def do_ok_late(self, call):
                time.sleep(0.3)
                self.do_ok(call)

            def do_fail(self, call):
                self.answer(call, 500, b"the sink is\nnot well")

            def do_gone(self, call):
                self.answer(call, 410, b"nobody lives here")

            def do_busy(self, call):
                self.answer(call, 429, b"", [("Retry-After", "3")])

            def do_stall(self, _):
                while sink.is_open and not sink.is_closed(self.connection):
                    time.sleep(0.1)
                self.close_connection = True

            def do_reset(self, _):
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
                self.close_connection = True

            def do_redirect(self, call):
                self.answer(call, 302, b"", [("Location", sink.url + "/private")])

            def handle(self):
                try:
                    super().handle()
                except (OSError, ValueError):
                    pass

            def finish(self):
                try:
                    super().finish()
                except (OSError, ValueError):
                    pass

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def plan(self, path):
        """How a path behaves; all of a bot's have one plan."""
        name = "/bot" if path.startswith("/bot") else path
        return self.plans.setdefault(name, Plan())

    @staticmethod
    def is_closed(connection):
        """Whether the other side has gone."""
        connection.setblocking(False)
        try:
            return connection.recv(1, socket.MSG_PEEK) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    def to(self, path):
        """The requests to a path so far."""
        with self.lock:
            return [call for call in self.calls if call.path == path]

    def taken(self, path):
        """Keys that a path has answered with 2xx."""
        return {call.key for call in self.to(path) if 200 <= call.status < 300}

    def close(self):
        """Ends all connections that stall."""
        self.is_open = False
        self.server.shutdown()
        self.server.server_close()


class MailSink:
    """An SMTP server that takes mail only over TLS and from one user. The first recipients of each mail may be put off."""

    def __init__(self, folder, user, password):
        self.certificate = folder / "mail-cert.pem"
        key = folder / "mail-key.pem"
        command = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
        subprocess.run(
            ["openssl", *command.split(), "-addext", "subjectAltName=DNS:localhost"]
            + ["-keyout", str(key), "-out", str(self.certificate)],
            check=True,
            capture_output=True,
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        # It complains of itself at every login.
        logging.getLogger("mail.log").setLevel(logging.ERROR)
        warnings.filterwarnings("ignore", module="aiosmtpd")
        self.mails, self.put_off = [], 3
        self.controller = Controller(
            self,
            hostname="127.0.0.1",
            port=0,
            server_hostname="localhost",
            tls_context=context,
            require_starttls=True,
            auth_required=True,
            auth_require_tls=True,
            authenticator=lambda server, session, envelope, mechanism, data: AuthResult(
                success=data.login == user.encode() and data.password == password.encode()
            ),
        )
        # The port has to be known before it is listened on.
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.controller.port = probe.getsockname()[1]
        self.controller.start()
        self.port = self.controller.port

    async def handle_RCPT(self, server, session, envelope, address, options):
        """Says \"later\" to the first ones."""
        if self.put_off > 0:
            self.put_off -= 1
            return "451 4.7.1 not at once"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        """Keeps the mail."""
        self.mails.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
        return f"250 2.0.0 queued as {len(self.mails)}"

    def close(self):
        """Stops listening."""
        self.controller.stop()
