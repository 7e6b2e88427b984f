#!/usr/bin/env python3
"""Tests of the scripts themselves: the generator's promises, and how the README's output is compared."""

import email
import importlib.machinery
import importlib.util
import json
import sys
import unittest
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import deliveries  # noqa: E402
import payloads  # noqa: E402
import town  # noqa: E402

SCRIPTS = Path(__file__).resolve().parent.parent
SECRETS = payloads.Secrets.for_tests()
NOW = 1_795_000_000


def load(name):
    """A script without a suffix, as a module."""
    loader = importlib.machinery.SourceFileLoader(name.replace("-", "_"), str(SCRIPTS / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    sys.modules[loader.name] = module
    loader.exec_module(module)
    return module


class TheTown(unittest.TestCase):
    def setUp(self):
        self.batch = deliveries.town_deliveries(7, 0, 150, NOW, SECRETS)

    def test_the_same_seed_and_time_give_the_same_bytes(self):
        self.assertEqual(self.batch, deliveries.town_deliveries(7, 0, 150, NOW, SECRETS))
        self.assertNotEqual(self.batch, deliveries.town_deliveries(8, 0, 150, NOW, SECRETS))

    def test_it_has_a_few_hundred_deliveries_on_every_channel(self):
        channels = Counter(delivery.channel for delivery in self.batch)
        self.assertEqual(set(channels), {"whatsapp", "chat", "telegram", "web-form", "email"})
        self.assertTrue(300 <= len(self.batch) <= 800, len(self.batch))
        self.assertGreaterEqual(min(channels.values()), 25, channels)

    def test_it_has_what_arrives_besides_messages(self):
        kinds = {delivery.kind for delivery in self.batch}
        wanted = {"batch", "status", "image", "reaction", "redelivery", "robot", "bounce", "auto_reply", "newsletter"}
        self.assertLessEqual(wanted, kinds)
        self.assertTrue(any(b"ctwa_clid" in delivery.body for delivery in self.batch))
        self.assertTrue(any("multipart" in delivery.headers["Content-Type"] for delivery in self.batch))

    def test_everything_was_written_in_the_last_two_weeks(self):
        for delivery in self.batch:
            self.assertTrue(NOW - 16 * deliveries.DAY <= delivery.at <= NOW, delivery.at)

    def test_nobody_shares_a_number_or_an_address(self):
        people = [town.person(7, number) for number in range(5_000)]
        for field in ("phone", "email", "telegram", "handle"):
            self.assertEqual(len({getattr(who, field) for who in people}), len(people), field)

    def test_ids_differ_but_for_redeliveries(self):
        ids = Counter()
        for delivery in self.batch:
            if delivery.channel == "whatsapp" and delivery.kind != "redelivery":
                value = json.loads(delivery.body)["entry"][0]["changes"][0]["value"]
                ids.update(message["id"] for message in value.get("messages", []))
                ids.update(status["id"] + status["status"] for status in value.get("statuses", []))
            elif delivery.channel == "email":
                ids[email.message_from_bytes(delivery.body)["Message-ID"]] += 1
            elif delivery.channel == "chat":
                ids[json.loads(delivery.body)["id"]] += 1
            elif delivery.channel == "telegram":
                ids[json.loads(delivery.body)["update_id"]] += 1
        self.assertEqual([name for name, count in ids.items() if count > 1], [])

    def test_mails_use_crlf_and_end_every_line(self):
        for delivery in self.batch:
            if delivery.channel == "email":
                self.assertEqual(delivery.body.count(b"\n"), delivery.body.count(b"\r\n"))


class NumberedMessages(unittest.TestCase):
    def test_each_number_is_in_its_body_and_all_channels_with_ids_are_used(self):
        batch = [deliveries.numbered(number, 3, SECRETS, NOW) for number in range(200)]
        self.assertEqual(len({delivery.body for delivery in batch}), 200)
        self.assertEqual({delivery.channel for delivery in batch}, {"whatsapp", "chat", "telegram", "email"})
        for number, delivery in enumerate(batch):
            self.assertIn(f"pesan nomor {number}.".encode(), delivery.body)


class ReadmeComparison(unittest.TestCase):
    def setUp(self):
        self.check = load("check-readme")

    def test_blocks_are_found_with_their_output(self):
        text = "a\n<!-- check: demo -->\n```sh\necho x\n```\n\n<!-- prints -->\n```text\nx\n```\n```sh\nnot this\n```\n"
        text += "<!-- check: demo eventually -->\n```sh\ntrue\n```\n"
        found = self.check.blocks(text)
        self.assertEqual([block.commands for block in found], ["echo x\n", "true\n"])
        self.assertEqual([block.expected for block in found], ["x\n", None])
        self.assertEqual([block.eventually for block in found], [False, True])
        self.assertEqual(found[0].line, 4)

    def test_an_ellipsis_stands_for_text_within_a_line_and_alone_for_lines(self):
        cases = [
            ("a … c\n", "a b c", True),
            ("a … c\n", "a b\nc", False),
            ("a\n…\nz\n", "a\nz", True),
            ("a\n…\nz\n", "a\nb\nc\nz", True),
            ("a.c\n", "abc", False),
            ("a\n", "a\nb", False),
            ("\n", "", True),
        ]
        for expected, output, fits in cases:
            with self.subTest(expected=expected, output=output):
                self.assertEqual(self.check.prints_expected(expected, output), fits)

    def test_the_shell_keeps_variables_and_reports_the_exit_status(self):
        shell = self.check.Shell(".")
        self.assertEqual(shell.run("a=5"), ("", 0))
        self.assertEqual(shell.run('echo "$a"; printf z'), ("5\nz", 0))
        self.assertEqual(shell.run("false")[1], 1)
        self.assertIsNone(shell.run("exit 3")[1])
        shell.close()


if __name__ == "__main__":
    unittest.main(verbosity=1)
