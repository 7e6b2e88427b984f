"""Lets `corong serve` send what leads bring about, to servers that behave badly, and then counts.

While leads come in the program is killed several times. At the end every event has arrived wherever it should at least once, always with the same
id and body, in order for each lead, with signatures that the standardwebhooks library accepts for both secrets; nothing went to an address that
is not allowed, nor where a redirect pointed; what was refused is dead and arrives under its old id once it is sent again; and a state that is
folded anew sends nothing a second time. Ends only processes that it started. Exit status 1 when anything does not hold.
"""

import argparse
import base64
import email
import email.policy
import os
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from datetime import datetime, timezone
from pathlib import Path

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "Scripts/lib"))
from payloads import Secrets, whatsapp, whatsapp_id, whatsapp_text  # noqa: E402  (the path is set above)
from sending import send_all  # noqa: E402
from server import SAMPLE, Server, program  # noqa: E402
from sinks import MailSink, Plan, WebSink  # noqa: E402
from town import Person  # noqa: E402

NEW = "whsec_" + base64.b64encode(bytes(range(32))).decode()
OLD = "whsec_" + base64.b64encode(bytes(range(32, 64))).decode()
USER, PASSWORD = "corong", "s3cret-Pass"
TEXT = "Halo kak, saya mau pesan kitchen set, harganya berapa? Bisa survei besok? Butuh segera ya."
PATHS = ("crm", "shaky", "busy", "moved", "gone", "stalling")

OUTBOX = """
mail:
  host: localhost
  port: {mail_port}
  security: starttls
  ca_file: {certificate}
  user: {user}
  password: {{env: CORONG_TEST_MAIL}}
  from: Rumah Teduh <crm@rumahteduh.example>
  allow_private: true
notify:
  telegram: {{token: {{env: CORONG_TEST_BOT}}, api_address: {url}}}
destinations:
"""

DESTINATION = """  {name}:
    url: {url}/{name}
    secrets: [{{env: CORONG_TEST_NEW}}, {{env: CORONG_TEST_OLD}}]
    topics: [lead.*]
    allow_http: true
    timeout: 1s
"""


class Run:
    """The servers of one run, and what they saw."""

    def __init__(self, folder, options):
        self.folder, self.options = Path(folder), options
        self.web = WebSink()
        self.mail = MailSink(self.folder, USER, PASSWORD)
        self.web.plans = {
            "/crm": Plan(["reset", "fail", "stall", "ok-late"], "ok-late"),
            "/shaky": Plan(["fail", "reset", "ok", "fail", "ok", "reset"]),
            "/moved": Plan(then="redirect"),
            "/gone": Plan(then="gone"),
            "/stalling": Plan(then="stall"),
            "/bot": Plan(["fail"]),
        }
        self.wrong = []
        self.sent = 0
        data = self.folder / "data"
        data.mkdir()
        environment = Secrets.for_tests().environment() | {
            "CORONG_TEST_MAIL": PASSWORD,
            "CORONG_TEST_BOT": "123:test",
            "CORONG_TEST_NEW": NEW,
            "CORONG_TEST_OLD": OLD,
        }
        self.corong = Server(
            program(options.config), data, environment, log=self.folder / "serve.log", configuration=self.write_configuration()
        )

    def write_configuration(self):
        """The sample configuration with destinations, and with reps who are told of things."""
        text = SAMPLE.read_text()
        for rep, way in (("ani", "email: ani@rumahteduh.example"), ("dewi", "email: dewi@rumahteduh.example")):
            text = text.replace(f"{{id: {rep},", f"{{id: {rep}, notify: {{{way}, telegram: '{len(rep)}00'}},")
        text += OUTBOX.format(
            mail_port=self.mail.port, certificate=self.mail.certificate, user=USER, url=self.web.url
        )
        for name in PATHS:
            text += DESTINATION.format(name=name, url=self.web.url) + "    allow_hosts: [127.0.0.1]\n"
        # The same machine under a name that is not allowed.
        text += DESTINATION.format(name="guarded", url=self.web.url.replace("127.0.0.1", "localhost"))
        file = self.folder / "corong.yaml"
        file.write_text(text)
        return file

    def expect(self, holds, text):
        """Takes down what does not hold."""
        if not holds:
            self.wrong.append(text)

    def send(self, count):
        """Lets so many people ask for something that is worth a lead."""
        deliveries = []
        for number in range(self.sent, self.sent + count):
            who = Person(
                number, f"Pelanggan {number}", f"62812{30_000_000 + number}", "", "", 0, "", (), "hot", False
            )
            at = int(datetime.now(timezone.utc).timestamp())
            message = whatsapp_text(who, whatsapp_id("outbound", number), at, TEXT)
            deliveries.append(whatsapp(Secrets.for_tests(), at, "message", [who], [message]))
        statuses = send_all(self.corong.receive_url, deliveries, 4, 20)
        self.expect(all(status == 200 for status in statuses), f"deliveries were answered {set(statuses)}")
        self.sent += count
        print(f"{self.sent} leads", flush=True)

    def start(self):
        """Starts `corong serve`."""
        self.corong.start()
        self.corong.wait_ready()

    def outbox(self, *arguments):
        """Rows of the outbox."""
        return self.corong.json("outbox", "list", "--limit", "1000", *arguments)["outbox"]

    def wait_until(self, is_so, seconds=60):
        """Waits for something; goes on after that time, because the counting at the end says what is wrong."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not is_so():
            time.sleep(0.2)

    def waiting(self):
        """Destinations that rows wait for."""
        return {row["destination"] for row in self.outbox("--state", "waiting")}

    def story(self):
        """What happens to the program."""
        part = self.options.leads // 4
        self.start()
        for _ in range(3):
            self.send(part)
            heard = len(self.web.calls)
            self.wait_until(lambda heard=heard: len(self.web.calls) > heard + 3, 15)
            self.corong.kill()
            print(f"killed while it was sending, after {len(self.web.calls)} requests", flush=True)
            self.start()
        # Not before the last kill: a pause that was asked for does not outlive the program.
        self.web.plans["/busy"] = Plan(["busy"])
        self.send(self.options.leads - self.sent)
        # What has failed pauses for a few seconds, ever longer.
        self.wait_until(lambda: self.waiting() == {"webhook/stalling"}, 150)
        self.expect(self.waiting() == {"webhook/stalling"}, f"there are rows that wait for {self.waiting()}")

    def verify(self):
        """Counts."""
        rows = defaultdict(list)
        for row in self.outbox():
            rows[row["destination"]].append(row)
        leads = self.sent
        for name in PATHS + ("guarded",):
            found = sum(row["topic"] == "lead.assigned" for row in rows[f"webhook/{name}"])
            self.expect(found == leads, f"{found} rows for webhook/{name}, not {leads}")
        for name in ("crm", "shaky", "busy"):
            self.verify_arrival(name, rows[f"webhook/{name}"])
        self.verify_retry_after()
        self.verify_refused(rows)
        self.verify_reps(rows)
        problems = {row["problem"] for row in rows["webhook/stalling"] if row["attempts"]}
        self.expect(all("longer than 1.0 s" in problem for problem in problems), f"stalling: {problems}")

    def verify_arrival(self, name, rows):
        """Everything has arrived, under one key each, in order, signed."""
        calls = self.web.to("/" + name)
        bodies, items = defaultdict(set), {}
        for call in calls:
            bodies[call.key].add(call.body)
            items[call.key] = call.event["corongitem"]
            self.expect(call.headers["idempotency-key"] == call.key == call.event["id"], "the keys differ")
            self.expect(call.headers["content-type"].startswith("application/cloudevents+json"), "no CloudEvent")
            self.verify_signature(call)
        self.expect(all(len(set_of) == 1 for set_of in bodies.values()), f"{name}: an event changed between attempts")
        self.expect(len(set(items.values())) == len(items), f"{name}: an item has come under two keys")
        taken = {items[key] for key in self.web.taken("/" + name)}
        expected = {row["id"] for row in rows}
        self.expect(taken == expected, f"{name}: {len(expected - taken)} lost, {len(taken - expected)} unknown")
        self.expect(all(row["state"] == "delivered" for row in rows), f"{name}: not all are marked as delivered")
        order = defaultdict(list)
        for call in calls:
            item = tuple(int(part) for part in call.event["corongitem"].replace("/", ".").split("."))
            if item not in order[call.event["subject"]]:
                order[call.event["subject"]].append(item)
        self.expect(all(items == sorted(items) for items in order.values()), f"{name}: events of a lead out of order")
        print(f"{name}: {len(calls)} requests for {len(expected)} events", flush=True)

    def verify_signature(self, call):
        """Both secrets fit, and a changed body fits neither."""
        for secret in (NEW, OLD):
            try:
                # The library judges the time, too, and these are some minutes old at most.
                Webhook(secret).verify(call.body, call.headers)
            except WebhookVerificationError as error:
                self.wrong.append(f"a signature is not right: {error}")
            try:
                Webhook(secret).verify(call.body + b" ", call.headers)
                self.wrong.append("a signature fits another body")
            except WebhookVerificationError:
                pass

    def verify_retry_after(self):
        """After 429 nothing came for as long as was asked."""
        calls = self.web.to("/busy")
        refused = next(call for call in calls if call.status == 429)
        # What was on its way already does not count.
        later = [call.at - refused.at for call in calls if call.at - refused.at > 0.6]
        self.expect(min(later) >= 2.9, f"busy: asked again after {min(later):.1f} s instead of 3 s")

    def verify_refused(self, rows):
        """What was refused is dead with its reason, and what must not be asked was not."""
        for name, words in (("moved", "302"), ("gone", "410: nobody lives here"), ("guarded", "no public address")):
            found = rows[f"webhook/{name}"]
            self.expect(
                all(row["state"] == "dead" and words in row["problem"] for row in found),
                f"{name}: {[(row['state'], row['problem']) for row in found][:3]}",
            )
        self.expect(not self.web.to("/private"), "a redirect was followed")
        self.expect(not self.web.to("/guarded"), "an address that is not allowed was asked")

    def verify_reps(self, rows):
        """Each notice is one mail under its own id; Telegram got the rest."""
        told = [row for rep in ("ani", "dewi") for row in rows[f"rep/{rep}/email"]]
        mails = defaultdict(set)
        for sender, recipients, content in self.mail.mails:
            mail = email.message_from_bytes(content, policy=email.policy.default)
            mails[mail["X-Corong-Id"]].add((mail["Message-ID"], recipients[0], mail["Subject"]))
            self.expect(sender == "crm@rumahteduh.example" and not mail.defects, "a mail is not well formed")
            self.expect(mail["Auto-Submitted"] == "auto-generated", "a mail does not say that a machine sent it")
        self.expect(told and len(mails) == len(told), f"{len(mails)} mails for {len(told)} notices")
        self.expect(all(len(copies) == 1 for copies in mails.values()), "a mail changed between attempts")
        self.expect(all(row["state"] == "delivered" for row in told), "not all mails are marked as delivered")
        self.expect(all(row["reference"].startswith("<msg_") for row in told), "a mail has no Message-ID as its reference")
        chats = [row for rep in ("ani", "dewi") for row in rows[f"rep/{rep}/telegram"]]
        calls = self.web.to("/bot123:test/sendMessage")
        texts = {call.event["text"] for call in calls if call.status == 200}
        self.expect(chats and len(texts) == len(chats), f"{len(texts)} messages for {len(chats)} notices")
        self.expect(all(row["reference"] == "7" for row in chats), "the messenger's ids were not kept")
        print(f"reps: {len(self.mail.mails)} mails for {len(told)}, {len(calls)} messages for {len(chats)}", flush=True)

    def verify_resend(self):
        """What was given up arrives under its old key."""
        before = {call.event["corongitem"]: call.key for call in self.web.to("/gone")}
        self.web.plans["/gone"] = Plan()
        dead = [row["id"] for row in self.outbox("--state", "dead") if row["destination"] == "webhook/gone"]
        self.corong.run("outbox", "resend", *dead)
        self.wait_until(lambda: len(self.web.taken("/gone")) == len(dead))
        after = {call.event["corongitem"]: call.key for call in self.web.to("/gone") if call.status == 200}
        self.expect(after == before, "what was sent again has other keys, or did not arrive")
        again = self.corong.run("outbox", "resend", dead[0], check=False)
        self.expect(again.returncode != 0, "a delivered item was sent again")

    def verify_new_state(self):
        """A state that is folded again from the ledger sends nothing that was delivered."""
        self.wait_until(lambda: not [row for row in self.outbox("--state", "waiting") if "stalling" not in row["destination"]])
        self.expect(self.corong.stop() == 0, "corong serve did not stop cleanly:\n" + self.corong.log_tail())
        for file in Path(self.corong.data).glob("state.sqlite*"):
            file.unlink()
        calls, mails = len([call for call in self.web.calls if call.path != "/stalling"]), len(self.mail.mails)
        self.start()
        self.corong.wait_folded()
        time.sleep(3)
        found = len([call for call in self.web.calls if call.path != "/stalling"])
        self.expect(found == calls and len(self.mail.mails) == mails, f"a new state sent {found - calls} events again")

    def verify_command(self):
        """`corong webhooks verify` says what the library says."""
        call = next(call for call in self.web.to("/crm") if call.status == 200)
        body = self.folder / "body.json"
        body.write_bytes(call.body)
        arguments = ["webhooks", "verify", "--secret-env", "CORONG_TEST_OLD", "--any-time"]
        for name in ("id", "timestamp", "signature"):
            arguments += ["--" + name, call.headers["webhook-" + name]]
        right = self.corong.run(*arguments, str(body), check=False)
        self.expect(right.returncode == 0, f"webhooks verify: {right.stderr}")
        body.write_bytes(call.body.replace(b"lead", b"Lead", 1))
        changed = self.corong.run(*arguments, str(body), check=False)
        self.expect(changed.returncode == 1 and "not that of this secret" in changed.stderr, "a changed body is right")
        audit = self.corong.run("audit", check=False)
        self.expect(audit.returncode == 0, "corong audit: " + audit.stdout + audit.stderr)
        status, text = self.corong.get("/api/v1/outbox?state=dead", self.corong.token())
        self.expect(status == 200 and self.corong.parse(text)["outbox"], f"the API answered {status}")
        status, text = self.corong.get("/metrics", self.corong.token())
        self.expect('corong_outbox_waiting{destination="webhook/stalling"}' in text, "the metrics do not show what waits")

    def close(self):
        """Ends whatever runs."""
        if self.corong.process is not None and self.corong.process.poll() is None:
            self.corong.kill()
        self.web.close()
        self.mail.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leads", type=int, default=60)
    parser.add_argument("--short", action="store_true", help="20 leads")
    parser.add_argument(
        "--config", choices=("release", "debug"), default="release", help="which build (default %(default)s)"
    )
    parser.add_argument("--keep", action="store_true", help="keep the folder")
    options = parser.parse_args()
    if options.short:
        options.leads = 20
    folder = Path(tempfile.mkdtemp(prefix="corong-outbound-"))
    run = Run(folder, options)
    try:
        run.story()
        run.verify()
        run.verify_resend()
        run.verify_new_state()
        run.verify_command()
    finally:
        run.close()
        if options.keep:
            print(f"kept {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    for problem in run.wrong[:20]:
        print("WRONG: " + problem)
    if not run.wrong:
        print("everything has arrived, under one key each, and nowhere else")
    return 1 if run.wrong else 0


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main())
