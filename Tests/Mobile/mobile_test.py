"""Drives the rep's page in headless Chromium, 360 by 740, and checks what the ledger has at the end.

A shop with one rep gets leads. The rep opens a signed link, accepts a lead where there is no network, comes back, and sells; another time
somebody else changes a lead meanwhile, and the rep decides. Both languages, light and dark; pictures of all screens are kept. Nothing may
be wider than the screen, no target of a finger smaller than 44 pixels, nothing said on the browser's console. Exit status 1 when anything
does not hold.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from datetime import datetime, timezone
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "Scripts/lib"))
from shop import Shop  # noqa: E402  (the path is set above)

SIZE = {"width": 360, "height": 740}
KEMANG = {"latitude": -6.2615, "longitude": 106.8106, "accuracy": 12}
PICTURES = ROOT / ".build/checks/mobile"

# What is too wide, or too small for a finger. Links within a text and a stretched link of a card are as large as their text.
MEASURE = """() => {
  const wrong = [];
  if (document.documentElement.scrollWidth > innerWidth) wrong.push(`the page is ${document.documentElement.scrollWidth} wide`);
  for (const element of document.querySelectorAll("button, select, input, textarea, summary, .ways a, #top a, a.button")) {
    const box = element.getBoundingClientRect();
    if (box.width && (box.width < 43.5 || box.height < 43.5)) {
      wrong.push(`${element.tagName} ${element.textContent || element.id} is ${box.width} by ${box.height}`);
    }
    if (box.width && (box.left < -1 || box.right > innerWidth + 1)) wrong.push(`${element.textContent || element.id} is outside`);
  }
  for (const field of document.querySelectorAll("input, select, textarea")) {
    if (!field.labels.length) wrong.push(`${field.id} has no label`);
  }
  return wrong;
}"""


# Sends a queue by given answers, and says what was sent with which version, and how the items stand then.
PLAY = """async ({ items, answers }) => {
  const { drain } = await import("/m/queue.js");
  const kept = items.map(([action, version, lead], index) => ({
    number: index + 1, key: `k${index + 1}`, rep: "ani", lead: lead ?? "L1", path: `leads/${lead ?? "L1"}/actions`,
    state: "waiting", version, action: { action } }));
  const sent = [];
  const store = { all: async () => structuredClone(kept),
    save: async (item) => { kept[item.number - 1] = structuredClone(item); } };
  const result = await drain(store, "ani", async (item) => {
    sent.push(`${item.key}@${item.version}`);
    const answer = answers.shift();
    if (answer === null) throw new TypeError("no network");
    const [status, version] = answer;
    return { status, body: { lead: version ? { id: item.lead, version } : null,
      error: status === 409 ? { code: version > item.version ? "stale" : "not_allowed" } : null } };
  });
  return [result, sent.join(" "), kept.map((item) => item.state).join(" ")];
}"""

# What was done on which version of a lead (L1 unless named), the answers (status, version of the lead then; None: no network), and what
# comes of it.
CASES = {
    "what follows builds on the version before": {
        "items": [["accept", 3], ["opportunity", 3], ["won", 3]],
        "answers": [[200, 4], [200, 5], [200, 6]],
        "found": ["done", "k1@3 k2@4 k3@5", "sent sent sent"],
    },
    "the network ends in the middle": {
        "items": [["accept", 3], ["won", 3]],
        "answers": [[200, 4], None],
        "found": ["offline", "k1@3 k2@4", "sent waiting"],
    },
    "what was changed meanwhile stops its lead, not the others": {
        "items": [["accept", 3], ["won", 3], ["accept", 7, "L2"]],
        "answers": [[409, 9], [200, 8]],
        "found": ["done", "k1@3 k3@7", "changed waiting sent"],
    },
    "a note hides nobody else's change": {
        "items": [["note", 3], ["accept", 3]],
        "answers": [[200, 6], [409, 6]],
        "found": ["done", "k1@3 k2@3", "sent changed"],
    },
    "a note that changed nothing else lets the next one pass": {
        "items": [["note", 3], ["accept", 3]],
        "answers": [[200, 4], [200, 5]],
        "found": ["done", "k1@3 k2@4", "sent sent"],
    },
    "a lead that is somebody else's now": {
        "items": [["accept", 3]],
        "answers": [[404, None]],
        "found": ["done", "k1@3", "changed"],
    },
    "what the server cannot take now waits": {
        "items": [["accept", 3], ["won", 3]],
        "answers": [[503, None]],
        "found": ["wait", "k1@3", "waiting waiting"],
    },
    "nobody is signed in": {
        "items": [["accept", 3]],
        "answers": [[401, None]],
        "found": ["signed-out", "k1@3", "waiting"],
    },
    "words that are refused stop nothing": {
        "items": [["reply", 3], ["won", 3]],
        "answers": [[409, 3], [200, 4]],
        "found": ["done", "k1@3 k2@3", "refused sent"],
    },
    "what is wrong stops its lead": {
        "items": [["won", 3], ["note", 3]],
        "answers": [[422, None]],
        "found": ["done", "k1@3", "refused waiting"],
    },
}


class Mismatch(Exception):
    """Something that is not as it should be."""


def expect(holds, what, *shown):
    """Raises Mismatch with what was shown unless it holds."""
    if not holds:
        raise Mismatch("\n".join([what, *map(str, shown)]))


class Phone:
    """A browser of a rep, and what its console said."""

    def __init__(self, browser, language="en", scheme="light", **more):
        self.context = browser.new_context(
            viewport=SIZE, device_scale_factor=2, is_mobile=True, has_touch=True, locale=language,
            timezone_id="Asia/Jakarta", color_scheme=scheme, geolocation=KEMANG, **more,
        )
        self.page = self.context.new_page()
        self.said = []
        self.page.on("console", lambda message: self.hear(message.type, message.text))
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))

    def hear(self, kind, text):
        """Notes warnings and errors; that a request failed, a browser says whether the page minds or not."""
        if kind in ("error", "warning") and "Failed to load resource" not in text:
            self.said.append(f"{kind}: {text}")

    def open(self, address):
        """Opens an address and waits for the page's first data."""
        self.page.goto(address)
        self.page.wait_for_selector("main > *")

    def picture(self, name, whole=False):
        """Keeps a picture, and checks what can be measured on the screen."""
        self.page.wait_for_timeout(250)
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=whole)
        wrong = self.page.evaluate(MEASURE)
        expect(not wrong, f"{name}:", *wrong)

    def tap(self, name, within="body"):
        """Taps the button of that name."""
        self.page.locator(within).get_by_role("button", name=name, exact=True).first.tap()

    def sees(self, text, within="body"):
        """Waits for a text."""
        self.page.locator(within).get_by_text(text).first.wait_for(timeout=10_000)

    def close(self):
        """Ends the browser's session; its console must have been silent."""
        self.context.close()
        expect(not self.said, "the console said:", *self.said)


class Run:
    """The acts of the play, in order."""

    def __init__(self, shop, browser):
        self.shop, self.browser = shop, browser

    def come(self):
        """Checks in where the rep is, after agreeing to tell it; goes without a network, and is believed when it was."""
        phone = Phone(self.browser, permissions=["geolocation"])
        phone.open(self.shop.link())
        phone.sees("Off shift")
        phone.picture("empty")
        phone.tap("Check in")
        phone.sees("Share your position?", "dialog")
        phone.picture("consent")
        phone.tap("Agree", "dialog")
        phone.sees("On shift")
        phone.sees("Showroom Kemang", ".shift")
        phone.picture("on-shift")
        phone.context.set_geolocation({"latitude": -6.2700, "longitude": 106.8106, "accuracy": 0})
        phone.context.set_offline(True)
        gone = time.time()
        phone.tap("Check out")
        phone.sees("Off shift")
        phone.page.wait_for_timeout(1500)
        phone.context.set_offline(False)
        phone.sees("At no site", ".shift")
        phone.sees("Implausibly exact", ".shift")
        phone.picture("off-shift-hints")
        last = phone.page.evaluate("fetch('/m/api/me').then((answer) => answer.json())")["shift"]["last"]
        expect(last["kind"] == "check_out" and last["distance_m"] > 900, "the place is judged", last)
        told = datetime.fromisoformat(last["at"].replace("Z", "+00:00")).timestamp()
        expect(abs(told - gone) < 1.2, "it was when the button was tapped", last["at"], gone)
        phone.tap("GPS on")
        phone.picture("withdraw")
        phone.tap("Stop sharing", "dialog")
        phone.page.locator(".shift").get_by_text("GPS on").wait_for(state="detached")
        phone.close()
        phone = Phone(self.browser, "id", permissions=["geolocation"])
        phone.open(self.shop.link())
        phone.tap("Masuk")
        phone.picture("id-consent")
        phone.tap("Lain kali", "dialog")
        phone.sees("sejak")
        phone.sees("Tanpa posisi", ".shift")
        phone.close()

    def sell(self):
        """Offered, accepted without a network, sent once, sold."""
        shop = self.shop
        lead = shop.inquiry("Siti Rahayu", "Halo kak, berapa harga kitchen set untuk dapur 3 x 2 m? Budget sekitar 25 juta, bisa survey Sabtu?")
        shop.inquiry("Bapak Hendra Gunawan Kusumaatmadja", "Selamat siang, saya mau pesan lemari sliding untuk apartemen, butuh segera bulan ini. Berapa harganya?")
        phone = Phone(self.browser)
        phone.open(shop.link())
        phone.sees("Offered to you")
        phone.picture("list-offered")
        # The service worker has the page by now, so it opens again without a network.
        phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        phone.context.set_offline(True)
        phone.page.goto(phone.page.url.split("#")[0] + f"#{lead}")
        phone.page.reload()
        phone.sees("Siti Rahayu")
        phone.sees("Offline", "#top")
        phone.picture("lead-offline", whole=True)
        phone.tap("Accept", ".bar")
        phone.sees("goes out when there is a network")
        phone.page.locator("#note").fill("Dia minta contoh warna HPL.")
        phone.tap("Save note")
        phone.page.goto(phone.page.url.split("#")[0] + "#queue")
        phone.sees("Waiting for network")
        phone.picture("queue-offline")
        expect(shop.actions(lead) == [], "nothing can have been sent yet", shop.actions(lead))
        phone.context.set_offline(False)
        phone.sees("Sent")
        phone.page.wait_for_timeout(500)
        done = [(action["action"], action["outcome"], action["actor"]) for action in shop.actions(lead)]
        expect(done == [("accept", "applied", "ani"), ("note", "applied", "ani")], "each is sent once, in order", done)
        phone.picture("queue-sent")
        phone.page.goto(phone.page.url.split("#")[0] + f"#{lead}")
        phone.page.locator(".ways .phone").evaluate("(link) => { link.removeAttribute('href'); link.click(); }")
        phone.sees("Did you speak with Siti Rahayu?")
        phone.picture("lead-accepted")
        phone.tap("Yes")
        phone.sees("Spoke with the customer")
        phone.page.locator("#reply").fill("Bisa, Bu. Sabtu jam 10 kami survey ya.")
        phone.tap("Send reply")
        phone.sees("Not accepted", "main")
        reply = shop.wait_action(lead, "reply")
        expect(reply["actor"] == "ani" and reply["outcome"] == "refused", "nobody gave Corong access to send", reply)
        phone.picture("lead-refused", whole=True)
        phone.tap("Let it be")
        phone.page.locator(".decide").wait_for(state="detached")
        expect(phone.page.locator("#reply").input_value().startswith("Bisa, Bu"), "words that were not sent are not lost")
        phone.tap("Opportunity", ".bar")
        phone.page.locator("#amount").type("25000000")
        expect(phone.page.locator("#amount").input_value() == "25.000.000", "rupiah are typed with points")
        phone.picture("sheet-opportunity")
        phone.tap("Opportunity", "dialog")
        phone.sees("Rp")
        phone.tap("Won", ".bar")
        phone.page.locator("#amount").fill("")
        phone.tap("Won", "dialog")
        phone.sees("Say what the customer pays.")
        phone.picture("sheet-won-wrong")
        phone.page.locator("#amount").type("27500000")
        phone.picture("sheet-won")
        phone.tap("Won", "dialog")
        phone.page.locator(".stage.won").wait_for()
        phone.picture("lead-won", whole=True)
        lead = shop.lead(lead)
        value = lead["value"]
        expect(lead["stage"] == "won" and value["minor_units"] == 2_750_000_000, "it was sold for 27.5 million", lead)
        phone.close()

    def disagree(self):
        """Somebody else changes a lead while the rep is away from the network, and the rep decides."""
        shop = self.shop
        lead = shop.inquiry("Dewi Lestari", "Kak, harga sofa L custom berapa? Mau pesan minggu ini, budget 15 juta.")
        phone = Phone(self.browser, "id", "dark")
        phone.open(shop.link(lead))
        phone.sees("Dewi Lestari")
        phone.picture("id-dark-lead", whole=True)
        phone.tap("Terima", ".bar")
        phone.page.locator(".bar").get_by_text("Menang").wait_for()
        shop.wait_action(lead, "accept")
        phone.page.locator(".tag").wait_for(state="detached")
        phone.context.set_offline(True)
        phone.tap("Kalah", ".bar")
        phone.picture("id-dark-sheet-lost")
        phone.tap("Terlalu mahal", "dialog")
        phone.tap("Kalah", "dialog")
        shop.server.run("opportunity", lead, "15000000", "--actor", "office")
        phone.context.set_offline(False)
        phone.sees("Sudah berubah", "main")
        phone.sees("Lead sekarang: Peluang")
        phone.picture("id-dark-changed", whole=True)
        expect(shop.lead(lead)["stage"] == "opportunity", "what was changed meanwhile is not written over")
        phone.tap("Tetap lakukan")
        phone.page.locator(".stage.lost").wait_for()
        expect(shop.lead(lead)["stage"] == "lost", "the rep has decided")
        phone.page.goto(phone.page.url.split("#")[0] + "#")
        phone.sees("Baru ditutup")
        phone.page.locator("summary").tap()
        phone.picture("id-dark-list", whole=True)
        phone.tap("English", "#top")
        phone.sees("Closed lately")
        phone.close()

    def logic(self):
        """The queue's own logic, by table: what answers mean, versions that follow one another, and what stands in the way."""
        phone = Phone(self.browser)
        phone.open(self.shop.link())
        for name, case in CASES.items():
            found = phone.page.evaluate(PLAY, case)
            expect(found == case["found"], name, found, case["found"])
        phone.close()

    def hurry(self):
        """An offer with its time running, and an answer that is due: shown as the server says."""
        self.shop.inquiry("Rudi Hartono", "Butuh penawaran 20 kursi kantor custom minggu ini, budget 40 juta, bisa survey besok?")
        phone = Phone(self.browser)
        phone.page.route("**/m/api/leads", self.with_times)
        phone.open(self.shop.link())
        phone.page.locator(".due").first.wait_for()
        phone.picture("list-hurry", whole=True)
        phone.page.get_by_role("link", name="Rudi Hartono").tap()
        phone.page.locator(".banner").wait_for()
        phone.picture("lead-hurry", whole=True)
        phone.close()

    @staticmethod
    def with_times(route):
        """The answer of the server with times in it."""
        answer = route.fetch()
        if answer.status != 200:
            return route.fulfill(response=answer)
        body = answer.json()
        for number, lead in enumerate(body["leads"]):
            lead["offer_until"] = datetime.fromtimestamp(time.time() + 725 + 9000 * number, timezone.utc).isoformat()
            lead["answer_by"] = datetime.fromtimestamp(time.time() + 1500, timezone.utc).isoformat()
        return route.fulfill(response=answer, json=body)

    def reject(self):
        """A lead that is given back is gone from the list at once, and its reason is in the ledger."""
        shop = self.shop
        lead = shop.inquiry("Yanti", "Mau beli meja kerja custom segera, harga berapa? budget 8 juta")
        phone = Phone(self.browser, "id")
        phone.open(shop.link())
        phone.sees("Yanti")
        phone.page.locator("article", has_text="Yanti").get_by_role("button", name="Tolak").tap()
        phone.tap("Terlalu jauh", "dialog")
        phone.picture("id-sheet-reject")
        phone.tap("Tolak", "dialog")
        phone.page.locator("article", has_text="Yanti").wait_for(state="detached")
        action = shop.wait_action(lead, "reject")
        expect(action["detail"] == "Terlalu jauh", "the reason is in the ledger", action)
        phone.picture("id-list", whole=True)
        phone.close()

    def leave(self):
        """A withdrawn link shows the door, and the phone forgets the customers."""
        phone = Phone(self.browser)
        address = self.shop.link()
        phone.open(address)
        phone.page.locator("article, .empty").first.wait_for()
        self.shop.server.run("reps", "revoke", "ani")
        time.sleep(1.5)
        phone.page.reload()
        phone.sees("Your leads, on your phone")
        phone.picture("signed-out")
        left = phone.page.evaluate("import('/m/store.js').then((store) => store.kept('leads'))")
        expect(left is None, "the customers are forgotten", left)
        phone.page.locator("#link").fill(address)
        phone.tap("Open")
        phone.sees("This link has run out")
        phone.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--config", choices=("release", "debug"), default="release", help="which build (default %(default)s)"
    )
    parser.add_argument("--program", help="this program instead of a build's")
    parser.add_argument("--act", help="only this one: come, logic, sell, disagree, hurry, reject or leave")
    parser.add_argument("--keep", action="store_true", help="keep the folder")
    options = parser.parse_args()
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    folder = Path(tempfile.mkdtemp(prefix="corong-mobile-"))
    shop = Shop(folder, options.config, options.program)
    status = 1
    try:
        shop.open()
        with sync_playwright() as playwright:
            # Chromium's own sandbox does not work for root.
            arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
            run = Run(shop, browser)
            acts = (run.come, run.logic, run.sell, run.disagree, run.hurry, run.reject, run.leave)
            for act in acts if options.act is None else [getattr(run, options.act)]:
                print(act.__doc__, flush=True)
                act()
            browser.close()
        shop.close()
        print("the page holds; pictures are in " + str(PICTURES.relative_to(ROOT)))
        status = 0
    except Mismatch as mismatch:
        print(f"WRONG: {mismatch}")
    finally:
        shop.end()
        if options.keep or status:
            print(f"kept {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
