"""Reads real mails from a real server with `corong serve`, and then counts.

A store is filled with numbered mails, a large one first, while the server reads it, is killed, is stopped, and while the store numbers its
mails anew. At the end every mail is exactly one counted event, `corong audit` finds no difference, and no mail on the server was marked as
read, moved or changed. Ends only processes that it started. Exit status 1 when anything does not hold.
"""

import argparse
import base64
import hashlib
import os
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "Scripts/lib"))
from mailservers import DOMAIN, PASSWORD, USER, Dovecot, Postfix, Sender  # noqa: E402  (the path is set above)
from server import Server, program  # noqa: E402

NUMBER = re.compile(rb"pesan nomor (\d+)\.")

MAILBOX = """
mailboxes:
  - name: office
    host: localhost
    port: {port}
    tls: {tls}
    ca_file: {certificate}
    user: {user}
    password: {{env: CORONG_TEST_MAILBOX}}
    since: {since}
    poll: 5s
    idle: {idle}
"""


def mail(number, size=0):
    """Sender and bytes of a numbered mail; with a size, an attachment of about so many bytes."""
    sender = f"pelanggan{number}@example.com"
    at = datetime.now(timezone.utc) - timedelta(minutes=number % 600)
    head = (
        f"From: Pelanggan {number} <{sender}>\r\nTo: {USER}@{DOMAIN}\r\nSubject: Tanya harga {number}\r\n"
        f"Message-ID: <nomor-{number}@example.com>\r\nDate: {format_datetime(at)}\r\nMIME-Version: 1.0\r\n"
    )
    text = f"Halo, ini pesan nomor {number}. Berapa harganya?\r\n"
    if not size:
        return sender, (head + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text).encode()
    line = base64.b64encode(hashlib.sha512(str(number).encode()).digest()[:57]) + b"\r\n"
    return sender, (
        (head + 'Content-Type: multipart/mixed; boundary="b1"\r\n\r\n--b1\r\nContent-Type: text/plain\r\n\r\n').encode()
        + text.encode()
        + b'--b1\r\nContent-Type: image/jpeg; name="denah.jpg"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        + line * (size // len(line))
        + b"--b1--\r\n"
    )


class Run:
    """The servers of one run, and what became of the mails."""

    def __init__(self, folder, options):
        self.folder, self.options = Path(folder), options
        # Mail servers give up their rights and must still get to their files.
        self.folder.chmod(0o755)
        self.dovecot = Dovecot(self.folder / "dovecot")
        self.postfix = Postfix(self.folder / "postfix", self.dovecot.lmtp) if Postfix.is_possible() else None
        self.sender = Sender(self.dovecot, self.postfix)
        self.sent = 0
        data = self.folder / "data"
        data.mkdir()
        environment = {"CORONG_TEST_MAILBOX": PASSWORD, "CORONG_EMAIL_TOKEN": "not used here"}
        for name in ("WHATSAPP_SECRET", "WHATSAPP_VERIFY_TOKEN", "CHAT_SECRET", "TELEGRAM_SECRET"):
            environment[f"CORONG_{name}"] = "not used here"
        self.corong = Server(program(options.config), data, environment, log=self.folder / "serve.log")
        self.corong.environment["CORONG_CONFIG"] = str(self.write_configuration())

    def write_configuration(self):
        """The sample configuration and a mailbox."""
        file = self.folder / "corong.yaml"
        file.write_text(
            (ROOT / "deploy/sample/corong.yaml").read_text()
            + MAILBOX.format(
                port=self.dovecot.imap if self.options.tls == "starttls" else self.dovecot.imaps,
                tls=self.options.tls,
                certificate=self.dovecot.certificate,
                user=USER,
                since=(datetime.now(timezone.utc) - timedelta(days=2)).date().isoformat(),
                idle="false" if self.options.poll else "true",
            )
        )
        return file

    def send(self, count, first_size=0):
        """Sends the next numbered mails."""
        numbers = range(self.sent, self.sent + count)
        if first_size:
            # It waits in the store before the others do.
            self.sender.send([mail(numbers[0], first_size)])
            numbers = numbers[1:]
        self.sender.send([mail(number) for number in numbers])
        self.sent += count
        print(f"{self.sent} mails in the store", flush=True)

    def start(self):
        """Starts `corong serve`."""
        self.corong.start()
        self.corong.wait_ready()

    def touches(self):
        """Customer statements that the counters hold."""
        today = datetime.now(timezone.utc).date()
        span = ("--from", (today - timedelta(days=30)).isoformat(), "--to", (today + timedelta(days=2)).isoformat())
        return self.corong.json("kpi", *span)["total"]["touches"]

    def wait_touches(self, count, seconds=180):
        """Waits until that many are counted; goes on after that time, because the counting at the end says what is wrong."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.touches() < count:
            time.sleep(0.2)

    def story(self):
        """What happens to the store and the reader."""
        quarter = self.options.mails // 4
        self.send(quarter, first_size=self.options.large)
        self.start()
        self.wait_touches(quarter // 2)
        self.corong.kill()
        print("killed while it was reading, or had just read", flush=True)
        self.send(quarter)
        self.start()
        self.send(quarter)
        self.dovecot.renumber()
        print("all mails have new numbers", flush=True)
        self.wait_touches(2 * quarter)
        if self.corong.stop() != 0:
            raise SystemExit("corong serve did not stop cleanly:\n" + self.corong.log_tail())
        print("stopped", flush=True)
        self.start()
        self.send(self.options.mails - self.sent)
        self.wait_touches(self.options.mails)

    def verify(self):
        """The list of what does not hold."""
        wrong = []
        live = self.corong.wait_folded()
        touches = self.touches()
        if touches != self.sent:
            wrong.append(f"the counters hold {touches} touches, not {self.sent}")
        counted, entries = self.counted(live["position"])
        lost = [number for number in range(self.sent) if counted[number] == 0]
        twice = sorted(number for number, times in counted.items() if times > 1)
        if lost:
            wrong.append(f"{len(lost)} mails are not counted, for example {lost[:5]}")
        if twice:
            wrong.append(f"{len(twice)} mails are counted more than once, for example {twice[:5]}")
        audit = self.corong.run("audit", check=False)
        if audit.returncode != 0:
            wrong.append("corong audit: " + (audit.stdout + audit.stderr).strip())
        seen = [file.name for file in self.dovecot.mails() if "S" in file.name.partition(":2,")[2]]
        if seen or len(self.dovecot.mails()) != self.sent:
            wrong.append(f"{len(seen)} of {len(self.dovecot.mails())} mails in the store are marked as read")
        if self.corong.stop() != 0:
            wrong.append("corong serve did not stop cleanly:\n" + self.corong.log_tail())
        print(f"{touches} touches from {entries} entries of the mailbox", flush=True)
        return wrong

    def counted(self, position):
        """How often each number was counted, by the events that the ledger's entries show, and entries of the mailbox."""
        counted, entries, token = Counter(), 0, self.corong.token()
        for place in range(1, position + 1):
            status, text = self.corong.get(f"/api/v1/entries/{place}", token)
            if status != 200:
                raise SystemExit(f"entry {place}: the API answered {status}")
            entry = self.corong.parse(text)
            match = NUMBER.search(base64.b64decode(entry["body_base64"])[:4000])
            if match and entry["kind"] == "delivery":
                entries += 1
                counted[int(match.group(1))] += sum(event["outcome"] == "counted" for event in entry["events"])
        return counted, entries

    def close(self):
        """Ends whatever runs."""
        if self.corong.process is not None and self.corong.process.poll() is None:
            self.corong.kill()
        if self.postfix:
            self.postfix.stop()
        self.dovecot.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mails", type=int, default=1000)
    parser.add_argument("--large", type=int, default=25_000_000, help="bytes of the first mail (default %(default)s)")
    parser.add_argument("--short", action="store_true", help="100 mails, the first of 2 MB")
    parser.add_argument("--poll", action="store_true", help="look every few seconds instead of being told (IDLE)")
    parser.add_argument("--tls", choices=("required", "starttls"), default="required")
    parser.add_argument(
        "--config", choices=("release", "debug"), default="release", help="which build (default %(default)s)"
    )
    parser.add_argument("--keep", action="store_true", help="keep the folder")
    options = parser.parse_args()
    if options.short:
        options.mails, options.large = 100, 2_000_000
    folder = Path(tempfile.mkdtemp(prefix="corong-mailbox-"))
    run = Run(folder, options)
    try:
        run.dovecot.start()
        if run.postfix:
            run.postfix.start()
        print("mails go over " + ("SMTP to Postfix, and from there" if run.postfix else "LMTP") + " to Dovecot", flush=True)
        run.story()
        wrong = run.verify()
    finally:
        run.close()
        if options.keep:
            print(f"kept {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    for problem in wrong:
        print("WRONG: " + problem)
    if not wrong:
        print("each mail is one event, and the mails on the server are as they were")
    return 1 if wrong else 0


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main())
