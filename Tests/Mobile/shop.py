"""A shop with one rep: a server on a folder of its own, its customers, and what the API says of their leads."""

import time

import payloads
from payloads import Secrets
from sending import send_all
from server import SAMPLE, Server, program
from town import Person

REPS = """routing:
  reps:
    - {id: ani, name: Ani Wulandari, weight: 1, capacity: 40}
attendance:
  sites:
    - {id: kemang, name: Showroom Kemang, latitude: -6.2615, longitude: 106.8106, radius: 150m}
"""


class Shop:
    """The workspace of the test."""

    def __init__(self, folder, configuration, corong=None):
        self.secrets = Secrets.for_tests()
        sample = SAMPLE.read_text()
        before, rest = sample.split("\nrouting:\n")
        after = rest[rest.index("\n# What looks like spam") :]
        file = folder / "corong.yaml"
        file.write_text(before + "\n" + REPS + after)
        (folder / "data").mkdir()
        self.server = Server(
            corong or program(configuration), folder / "data", self.secrets.environment(), configuration=file
        )
        self.people = 0

    def open(self):
        """Starts the server."""
        self.server.start()
        self.server.wait_ready()

    def close(self):
        """Stops the server, which has to end by itself."""
        if self.server.stop() != 0:
            raise SystemExit("corong serve did not stop cleanly:\n" + self.server.log_tail())

    def end(self):
        """Ends the server, however it stands."""
        if self.server.process is not None and self.server.process.poll() is None:
            self.server.kill()

    def inquiry(self, name, text):
        """Somebody new writes on WhatsApp, and becomes a lead of the rep; its id."""
        self.people += 1
        phone = f"62812{70_000_000 + self.people}"
        who = Person(self.people, name, phone, f"{self.people}@pos.example", "", 0, "", (), "hot", False)
        now = int(time.time()) - 60
        message = payloads.whatsapp_text(who, payloads.whatsapp_id("mobile", self.people), now, text)
        delivery = payloads.whatsapp(self.secrets, now, "message", [who], [message])
        answers = send_all(self.server.receive_url, [delivery], connections=1, patience=20)
        if answers != [200]:
            raise SystemExit(f"the server refused a message: {answers}")
        self.server.wait_folded()
        leads = self.ask("leads?owner=ani")["leads"]
        return next(lead["id"] for lead in leads if lead["name"] == name)

    def link(self, lead=None):
        """A link to the rep's page."""
        address = self.server.dashboard_url.split("//")[1]
        more = ["--lead", lead] if lead else []
        return self.server.run("reps", "link", "ani", "--web", address, *more).stdout.strip()

    def ask(self, path):
        """What the API says."""
        status, text = self.server.get("/api/v1/" + path, self.server.token())
        if status != 200:
            raise SystemExit(f"the API answered {status} to {path}")
        return self.server.parse(text)

    def lead(self, lead):
        """How a lead stands."""
        return self.ask(f"leads/{lead}")["lead"]

    def actions(self, lead):
        """What was done to a lead."""
        return self.ask(f"leads/{lead}")["history"]["actions"]

    def wait_action(self, lead, name):
        """What became of an action, which may be on its way."""
        for _ in range(100):
            for action in self.actions(lead):
                if action["action"] == name:
                    return action
            time.sleep(0.1)
        raise SystemExit(f"{name} did not come")
