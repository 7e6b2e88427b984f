"""A server whose disk fills up: it must answer 503, keep its word, and go on by itself when there is room again."""

import os
import resource
import shutil
import signal
import subprocess
import time

import payloads
from deliveries import numbered
from sending import Connection
from server import Server

ROOM_BYTES = 24 << 20
MESSAGES_MAX = 40_000
RECOVERY_SECONDS = 60


class SmallDisk:
    """A small file system in memory; a file in it takes the room away and gives it back. Needs the right to mount."""

    name = "tmpfs"

    def __init__(self, folder):
        self.folder = folder / "small-disk"
        self.filler = self.folder / "filler"

    def prepare(self):
        """True when the file system could be mounted."""
        self.folder.mkdir()
        options = f"size={ROOM_BYTES}"
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(self.folder)]
        if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
            self.folder.rmdir()
            return False
        self.filler.write_bytes(bytes(ROOM_BYTES // 2))
        (self.folder / "data").mkdir()
        return True

    def before_start(self):
        """Nothing to do in the server's process."""
        return None

    def make_room(self, server):
        """Removes the file that took the room."""
        del server
        self.filler.unlink()

    def clean_up(self):
        """Takes the file system away."""
        subprocess.run(["umount", str(self.folder)], check=False)


class FileSizeLimit:
    """The limit of file sizes of the server's process, which its user may raise while it runs. Works without rights."""

    name = "limit of file sizes"
    limit = 2 << 20

    def __init__(self, folder):
        self.folder = folder / "limited"

    def prepare(self):
        """Always possible."""
        (self.folder / "data").mkdir(parents=True)
        return True

    def before_start(self):
        """Sets the limit between fork and exec; the signal is ignored so that writing fails instead of killing."""

        def lower():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.limit, resource.RLIM_INFINITY))

        return lower

    def make_room(self, server):
        """Raises the limit of the running process."""
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    def clean_up(self):
        """Nothing is left behind."""


def check_full_disk(corong, folder, way, seed, secrets):
    """Fills the disk under a server; the list of what is wrong."""
    kinds = {"tmpfs": [SmallDisk], "limit": [FileSizeLimit], "auto": [SmallDisk, FileSizeLimit]}[way]
    disk = next((disk for disk in (kind(folder) for kind in kinds) if disk.prepare()), None)
    if disk is None:
        return ["the small file system could not be mounted (--full-disk limit works without)"]
    log = folder / "full-disk.log"
    data = disk.folder / "data"
    server = Server(corong, data, secrets.environment(), log=log, before_start=disk.before_start())
    try:
        server.start()
        server.wait_ready()
        return fill_and_recover(server, disk, seed, secrets)
    finally:
        if server.process is not None and server.process.poll() is None:
            server.kill()
        disk.clean_up()
        shutil.rmtree(disk.folder, ignore_errors=True)


def fill_and_recover(server, disk, seed, secrets):
    """Sends until the disk is full, makes room, sends the rest; what is wrong."""
    connection = Connection(server.receive_url)
    taken, refusal, number = [], None, 0
    while refusal is None and number < MESSAGES_MAX:
        status = connection.post(padded(number, seed, secrets))
        if status is not None and 200 <= status < 300:
            taken.append(number)
        else:
            refusal = status
        number += 1
    if server.process.poll() is not None:
        return [f"full disk ({disk.name}): the server ended with {server.process.returncode}\n" + server.log_tail()]
    if refusal != 503:
        return [f"full disk ({disk.name}): answered {refusal} instead of 503 after {len(taken)} messages"]
    disk.make_room(server)
    deadline, status = time.monotonic() + RECOVERY_SECONDS, 503
    while status is None or not 200 <= status < 300:
        if time.monotonic() > deadline:
            return [f"full disk ({disk.name}): still answers {status} {RECOVERY_SECONDS} s after there was room again"]
        time.sleep(0.1)
        status = connection.post(padded(number - 1, seed, secrets))
    taken.append(number - 1)
    wrong = []
    state = server.wait_folded(at_least=len(taken))
    audit = server.run("audit", check=False)
    if audit.returncode != 0:
        wrong.append(f"full disk ({disk.name}): corong audit: {(audit.stdout + audit.stderr).strip()}")
    if server.stop() != 0:
        wrong.append(f"full disk ({disk.name}): no clean stop\n" + server.log_tail())
    print(f"full disk ({disk.name}): 503 after {len(taken) - 1} messages, then room; position {state['position']}")
    return wrong


def padded(number, seed, secrets):
    """A numbered message of one chat sender with 8 KiB of blanks after its JSON, so that the disk fills soon."""
    message = numbered(number * 200 + 2, seed, secrets, int(time.time()))
    body = message.body + b" " * 8192
    headers = {**message.headers, "X-Signature": payloads.signature(secrets.chat, body)}
    return payloads.Delivery(message.channel, headers, body, message.kind, message.at)
