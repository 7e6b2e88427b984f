#!/usr/bin/env python3
"""Realistic signed deliveries on all channels, from a seed.

    deliveries.py send --to http://127.0.0.1:8080       send a town's deliveries of the last 14 days
    deliveries.py curl                                  print them as curl commands
    deliveries.py journal FILE                          write them to a file, one JSON object a line
    deliveries.py numbered --to URL --count 1000 --acknowledged FILE
                                                        send numbered messages, write down which were taken

The same seed, number of people and --until give the same bytes, so sending twice adds nothing. Secrets come from the
environment (see `Secrets` in payloads.py). Needs nothing but Python 3.9.
"""

import argparse
import base64
import json
import random
import shlex
import sys
import time
from collections import Counter

import payloads
from payloads import Secrets
from sending import send_all
from town import BUDGETS, Person, identity, local_phone, person, sayings

DAY = 86_400
SPAN_DAYS = 14
PEOPLE_PER_CHUNK = 2_000

CAMPAIGNS = (
    {"utm_source": "instagram", "utm_medium": "cpc", "utm_campaign": "kitchen_set_nov"},
    {"utm_source": "google", "utm_medium": "cpc", "utm_campaign": "furniture_custom", "gclid": "{click}"},
    {"utm_source": "newsletter", "utm_medium": "email", "utm_campaign": "promo_akhir_tahun"},
    {},
)
ADS = (
    ("120210000000000017", "Kitchen set custom mulai 15 juta", "Konsultasi dan desain 3D gratis"),
    ("120210000000000023", "Lemari sliding sesuai ukuran", "Survey gratis Jabodetabek"),
)


def moments(chance, until, count):
    """Times of a conversation, rising: it begins on some day in opening hours, the rest follows in minutes or a day."""
    at = until - chance.randrange(SPAN_DAYS * DAY)
    at += (9 * 3600 + chance.randrange(12 * 3600)) - (at + 7 * 3600) % DAY  # from 9 to 21 o'clock in Jakarta
    at = min(at, until - 300)
    result = []
    for _ in range(count):
        result.append(at)
        at = min(at + chance.choice((90, 240, 900, 3_600, 20_000, DAY)) + chance.randrange(60), until - 300)
    return result


def story(seed, number, until, secrets):
    """All deliveries of one person."""
    who = person(seed, number)
    chance = random.Random(f"{seed}/story/{number}")
    lines = sayings(seed, who)
    if len(who.habit) > 1 and len(lines) < len(who.habit):
        lines = lines + ["Halo, saya yang kemarin bertanya lewat " + who.habit[0]] * (len(who.habit) - len(lines))
    for place, (line, at) in enumerate(zip(lines, moments(chance, until, len(lines)))):
        # The first words on the first channel, the rest on the last one that the person uses.
        channel = who.habit[min(place, len(who.habit) - 1)]
        tell = {
            "whatsapp": on_whatsapp,
            "chat": on_chat,
            "telegram": on_telegram,
            "web-form": on_form,
            "email": on_mail,
        }
        yield from tell[channel](seed, who, place, at, line, chance, secrets)


def on_whatsapp(seed, who, place, at, line, chance, secrets):
    """A message, the statuses of what the shop answered, and sometimes a photo, a reaction or a second delivery."""
    message_id = payloads.whatsapp_id(seed, who.number, place)
    more = {}
    if place == 0 and chance.random() < 0.3:
        ad, headline, body = chance.choice(ADS)
        more["referral"] = {
            "source_url": "https://fb.me/" + identity("ad", ad)[:9],
            "source_id": ad,
            "source_type": "ad",
            "headline": headline,
            "body": body,
            "media_type": "image",
            "ctwa_clid": identity("click", seed, who.number),
        }
    first = payloads.whatsapp_text(who, message_id, at, line, **more)
    if chance.random() < 0.2:  # typed in two goes: Meta puts both into one delivery
        again = payloads.whatsapp_text(
            who, payloads.whatsapp_id(seed, who.number, place, "b"), at + 4, "🙏 ditunggu ya"
        )
        delivery = payloads.whatsapp(secrets, at, "batch", [who], [first, again])
    else:
        delivery = payloads.whatsapp(secrets, at, "message", [who], [first])
    yield delivery
    if chance.random() < 0.05:
        yield payloads.Delivery("whatsapp", delivery.headers, delivery.body, "redelivery", at + 30)
    answer = payloads.whatsapp_id(seed, who.number, place, "answer")
    if chance.random() < 0.2:
        for status, delay in (("delivered", 61), ("read", 95))[: chance.randint(1, 2)]:
            entry = payloads.whatsapp_status(who, answer, at + delay, status)
            yield payloads.whatsapp(secrets, at + delay, "status", statuses=[entry])
    if chance.random() < 0.06:
        photo = {
            "id": str(10**15 + who.number),
            "mime_type": "image/jpeg",
            "sha256": "q2xM0m8=",
            "caption": "Ruangannya",
        }
        image_id = payloads.whatsapp_id(seed, who.number, place, "photo")
        image = payloads.whatsapp_message(who, image_id, at + 40, type="image", image=photo)
        yield payloads.whatsapp(secrets, at + 40, "image", [who], [image])
    if chance.random() < 0.05:
        thumb = {"message_id": answer, "emoji": "👍"}
        reaction_id = payloads.whatsapp_id(seed, who.number, place, "reaction")
        reaction = payloads.whatsapp_message(who, reaction_id, at + 120, type="reaction", reaction=thumb)
        yield payloads.whatsapp(secrets, at + 120, "reaction", [who], [reaction])


def on_chat(seed, who, place, at, line, chance, secrets):
    """A message of the website's chat; two in three people leave their number there, all who come again elsewhere."""
    known = len(who.habit) > 1 or who.number % 3 > 0
    yield payloads.chat(secrets, who, "chat-" + identity(seed, who.number, place), at, line, who.number, known)


def on_telegram(seed, who, place, at, line, chance, secrets):
    """A message to the bot; the first one is its start button, and some share their number."""
    update = 300_000_000 + who.number * 16 + place * 3
    if place == 0:
        start = "/start " + chance.choice(("ig_bio", "kartu_nama", "pameran"))
        entity = [{"offset": 0, "length": 6, "type": "bot_command"}]
        yield payloads.telegram(secrets, who, update, at - 20, "command", text=start, entities=entity)
    yield payloads.telegram(secrets, who, update + 1, at, text=line)
    if place == 0 and (len(who.habit) > 1 or chance.random() < 0.4):
        card = {"phone_number": who.phone, "first_name": who.name.split()[0], "user_id": who.telegram}
        yield payloads.telegram(secrets, who, update + 2, at + 45, "contact", contact=card)


def on_form(seed, who, place, at, line, chance, secrets):
    """The contact form, sometimes with a photo."""
    click = identity("click", seed, who.number)
    more = {name: value.format(click=click) for name, value in chance.choice(CAMPAIGNS).items()}
    if who.temper == "hot":
        more["anggaran"] = chance.choice(BUDGETS)
    fields = payloads.form_fields(who, at, line, who.number, more)
    yield payloads.form_with_photo(fields, at) if chance.random() < 0.15 else payloads.form(fields, at)


def on_mail(seed, who, place, at, line, chance, secrets):
    """A mail: plain, or HTML beside plain, and from the second one on an answer that quotes the shop."""
    sender = f"{who.name} <{who.email}>"
    text = f"{line}\n\nTerima kasih,\n{who.name}\n{local_phone(who.phone, who.number)}\n"
    more = []
    subject = "Price inquiry" if who.english else "Tanya harga"
    if place > 0:
        subject = "Re: " + subject
        asked = identity(seed, who.number, place, "asked") + "@rumahteduh.example"
        more = [("In-Reply-To", f"<{asked}>"), ("References", f"<{asked}>")]
        text += f"\nPada tanggal Sen, 16 Nov 2026 pukul 10.12 {payloads.SHOP} <{payloads.SHOP_ADDRESS}> menulis:\n"
        text += "> Baik kak, boleh tahu ukuran ruangannya?\n"
    html = f"<html><body><p>{line}</p><p>{who.name}</p></body></html>" if chance.random() < 0.4 else None
    message_id = identity("mail", seed, who.number, place) + "@pos.example"
    yield payloads.mail(secrets, at, "message", sender, subject, message_id, text, html, more)


def noise(seed, first, last, until, secrets):
    """What else arrives while those people write: robots on the form, and mail of machines."""
    chance = random.Random(f"{seed}/noise/{first}")
    for number in range(first, last):
        at = until - chance.randrange(SPAN_DAYS * DAY)
        who = person(seed, number)
        tag = identity("noise", seed, number)
        if number % 25 == 7:
            text = "Cheap SEO services http://spam.example/" + tag
            fields = payloads.form_fields(who, at, text, 0, {}, trap="http://spam.example")
            yield payloads.form(fields, at, "robot")
        elif number % 150 == 50:
            yield payloads.bounce(secrets, at, who.email, tag + "@mx.pos.example")
        elif number % 150 == 90:
            more = [("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")]
            text = "Saya sedang cuti sampai hari Senin.\n"
            sender = f"{who.name} <{who.email}>"
            yield payloads.mail(
                secrets, at, "auto_reply", sender, "Balasan otomatis: Penawaran", tag + "@pos.example", text, more=more
            )
        elif number % 150 == 120:
            more = [
                ("List-Id", "<kabar.kayu.example>"),
                ("List-Unsubscribe", "<https://kayu.example/stop>"),
                ("Precedence", "bulk"),
            ]
            sender = "Kabar Kayu <redaksi@kayu.example>"
            text = "Harga kayu jati minggu ini.\n"
            yield payloads.mail(secrets, at, "newsletter", sender, "Kabar Kayu", tag + "@kayu.example", text, more=more)


def town_deliveries(seed, first, last, until, secrets):
    """All deliveries around the people `first ..< last`, in the order in which they were written."""
    all_of_them = [delivery for number in range(first, last) for delivery in story(seed, number, until, secrets)]
    all_of_them += noise(seed, first, last, until, secrets)
    return sorted(all_of_them, key=lambda delivery: delivery.at)


def numbered(number, seed, secrets, at, senders=200):
    """The message with that number: unique in id and text, from one of `senders` people; every channel that has ids."""
    place = number % senders
    channel = ("whatsapp", "whatsapp", "chat", "telegram", "email")[place % 5]
    phone = f"62813{40_000_000 + place}"
    handle = f"pengirim{place}"
    who = Person(
        place, f"Pengirim {place}", phone, f"{handle}@pos.example", handle, 6_000_000_000 + place, "", (), "warm", False
    )
    text = f"pesan nomor {number}."
    if channel == "whatsapp":
        message = payloads.whatsapp_text(who, payloads.whatsapp_id(seed, "numbered", number), at, text)
        return payloads.whatsapp(secrets, at, "message", [who], [message])
    if channel == "chat":
        return payloads.chat(secrets, who, f"numbered-{seed}-{number}", at, text, 0, with_phone=False)
    if channel == "telegram":
        return payloads.telegram(secrets, who, 700_000_000 + number, at, text=text)
    sender = f"{who.name} <{who.email}>"
    message_id = f"numbered-{seed}-{number}@pos.example"
    return payloads.mail(secrets, at, "message", sender, "Nomor", message_id, text + "\n")


def as_curl(delivery, url):
    """The delivery as a shell command."""
    headers = "".join(f" -H {shlex.quote(f'{name}: {value}')}" for name, value in delivery.headers.items())
    address = f"{url}/in/{delivery.channel}"
    if delivery.body.isascii():
        return f"curl -sS {address}{headers} --data-binary {shlex.quote(delivery.body.decode())}"
    return f"base64 -d <<< {base64.b64encode(delivery.body).decode()} | curl -sS {address}{headers} --data-binary @-"


def as_line(delivery):
    """The delivery as one JSON object."""
    return json.dumps(
        {
            "channel": delivery.channel,
            "kind": delivery.kind,
            "at": delivery.at,
            "headers": delivery.headers,
            "body": base64.b64encode(delivery.body).decode(),
        }
    )


def send_town(options, secrets):
    """Sends a town, a chunk of people at a time; returns what went out and what was refused."""
    sent, refused = Counter(), []
    for first in range(0, options.people, PEOPLE_PER_CHUNK):
        last = min(first + PEOPLE_PER_CHUNK, options.people)
        batch = town_deliveries(options.seed, first, last, options.until, secrets)
        results = send_all(options.to, batch, options.connections, options.patience)
        for delivery, status in zip(batch, results):
            if status is not None and 200 <= status < 400:
                sent[delivery.channel] += 1
            else:
                refused.append((delivery, status))
    return sent, refused


def report_town(sent, refused):
    """Prints a line a channel; exit status 1 when something was refused."""
    print(
        f"sent {sum(sent.values())} deliveries:", ", ".join(f"{name} {count}" for name, count in sorted(sent.items()))
    )
    for delivery, status in refused[:5]:
        print(f"refused: {delivery.channel} {delivery.kind}: {status or 'no answer'}", file=sys.stderr)
    if refused:
        print(f"{len(refused)} deliveries were refused or got no answer", file=sys.stderr)
    return 1 if refused else 0


def send_numbered(options, secrets):
    """Sends numbered messages; writes the numbers that were answered 2xx, one a line."""
    numbers = list(range(options.first, options.first + options.count))
    start = options.until - options.count
    batch = [numbered(number, options.seed, secrets, start + place) for place, number in enumerate(numbers)]
    results = send_all(options.to, batch, options.connections, patience=0)
    taken = [number for number, status in zip(numbers, results) if status is not None and 200 <= status < 300]
    with open(options.acknowledged, "a", encoding="ascii") as file:
        file.writelines(f"{number}\n" for number in taken)
    print(f"sent {len(numbers)} messages, {len(taken)} were taken")
    return 0 if len(taken) == len(numbers) else 1


def parse():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=("send", "curl", "journal", "numbered"))
    parser.add_argument("file", nargs="?", help="journal: where to write")
    parser.add_argument("--to", default="http://127.0.0.1:8080", help="address that receives (default %(default)s)")
    parser.add_argument("--people", type=int, default=150, help="size of the town (default %(default)s)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--until", type=int, default=int(time.time()), help="present, in seconds since 1970 (default now)"
    )
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument(
        "--patience", type=float, default=20, help="seconds to repeat what was not taken (default %(default)s)"
    )
    parser.add_argument("--first", type=int, default=0, help="numbered: first number")
    parser.add_argument("--count", type=int, default=100, help="numbered: how many")
    parser.add_argument("--acknowledged", help="numbered: file for the numbers that were taken")
    options = parser.parse_args()
    if options.mode == "journal" and not options.file:
        parser.error("journal needs a file to write to")
    if options.mode == "numbered" and not options.acknowledged:
        parser.error("numbered needs --acknowledged FILE")
    return options


def main():
    options = parse()
    secrets = Secrets.from_environment()
    if options.mode == "send":
        return report_town(*send_town(options, secrets))
    if options.mode == "numbered":
        return send_numbered(options, secrets)
    batch = town_deliveries(options.seed, 0, options.people, options.until, secrets)
    if options.mode == "curl":
        for delivery in batch:
            print(as_curl(delivery, options.to))
        return 0
    with open(options.file, "w", encoding="ascii") as file:
        file.writelines(as_line(delivery) + "\n" for delivery in batch)
    print(f"wrote {len(batch)} deliveries to {options.file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
