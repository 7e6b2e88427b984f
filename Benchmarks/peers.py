"""What is measured: programs that answer signed deliveries, each pinned to one core, and the CPU that they use."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Scripts/lib"))
from server import Server, program  # noqa: E402  (the path is set above)

SERVER_CORE, LOAD_CORE = "0", "1"
SECRET = "benchmark-secret"
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
RESULT = re.compile(r"RESULT requests=(\d+) refused=(\d+) broken=(\d+) microseconds=(\d+) p50=(\d+) p99=(\d+)")


def free_port():
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_port(port, process, seconds=30):
    """Waits until something listens."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"{process.args[-1]} ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.01)
    raise SystemExit(f"nothing listens on port {port}")


def descendants(pid):
    """The process and its children's children, all that still live."""
    found = [pid]
    for parent in found:
        try:
            for thread in os.listdir(f"/proc/{parent}/task"):
                found += [int(child) for child in Path(f"/proc/{parent}/task/{thread}/children").read_text().split()]
        except OSError:
            pass
    return found


def cpu_seconds(pid):
    """User and system time of a process, all its threads and its children."""
    ticks = 0
    for process in descendants(pid):
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS_PER_SECOND


def peak_megabytes(pid):
    """Most memory that the processes had, added up."""
    total = 0
    for process in descendants(pid):
        try:
            match = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
        except OSError:
            continue
        total += int(match.group(1)) if match else 0
    return total / 1024


class Peer:
    """Something that takes deliveries. Subclasses say how it starts; it is ended by the id of its process."""

    path = "/in/whatsapp"
    process = None
    port = None

    def end(self):
        """SIGTERM, and SIGKILL after a while."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Nginx(Peer):
    """nginx answering 200 from memory."""

    name = "nginx `return 200`"

    def start(self, folder):
        """Starts one worker on a free port."""
        self.port = free_port()
        configuration = (ROOT / "Benchmarks/nginx.conf").read_text().replace("@PORT@", str(self.port))
        (folder / "nginx.conf").write_text(configuration)
        nginx = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin:" + str(ROOT / ".build/tools"))
        command = ["taskset", "-c", SERVER_CORE, nginx, "-p", str(folder), "-c", "nginx.conf"]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        wait_port(self.port, self.process)


class Ceiling(Peer):
    """The C program in ceiling/: HMAC, one durable SQLite commit for all that are ready, answer."""

    name = "C: epoll, HMAC, SQLite group commit"

    def __init__(self, executable):
        self.executable = executable

    def start(self, folder):
        """Starts it on a new database."""
        self.port = free_port()
        command = [self.executable, str(self.port), str(folder / "ceiling.sqlite"), SECRET]
        self.process = subprocess.Popen(["taskset", "-c", SERVER_CORE, *command])
        wait_port(self.port, self.process)


class Corong(Peer):
    """`corong serve`, whole or only its receiving half."""

    def __init__(self, name, arguments, configuration="release"):
        self.name = name
        self.arguments = arguments
        self.configuration = configuration
        self.server = None

    def start(self, folder):
        """Starts it on a new data folder and waits until it is ready."""
        data = folder / "data"
        data.mkdir()
        self.server = corong_server(data, self.arguments, self.configuration)
        self.server.start()
        self.server.wait_ready(needs_dashboard=False)
        self.process, self.port = self.server.process, int(self.server.receive_url.rpartition(":")[2])


def corong_server(data, arguments=(), configuration="release"):
    """A server on a folder, pinned like every other peer."""
    names = ("WHATSAPP_SECRET", "WHATSAPP_VERIFY_TOKEN", "CHAT_SECRET", "TELEGRAM_SECRET", "EMAIL_TOKEN")
    environment = {"CORONG_" + name: SECRET for name in names}
    prefix = ["taskset", "-c", SERVER_CORE]
    return Server(program(configuration), data, environment, arguments, prefix, log=data.parent / "serve.log")


def load(peer, requests, seconds, connections):
    """One round of load; the figures that wrk prints, and the CPU of the peer until it is idle again."""
    pid = peer.process.pid
    before = cpu_seconds(pid)
    command = ["taskset", "-c", LOAD_CORE, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s"]
    command += ["-s", str(ROOT / "Benchmarks/deliveries.lua"), f"http://127.0.0.1:{peer.port}{peer.path}"]
    environment = {**os.environ, "REQUESTS": str(requests), "RECEIVE_PATH": peer.path}
    run = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    match = RESULT.search(run.stdout)
    if match is None:
        raise SystemExit(f"wrk failed:\n{run.stdout}{run.stderr}")
    total, refused, broken, microseconds, p50, p99 = map(int, match.groups())
    if refused or broken:
        raise SystemExit(f"{peer.name}: {refused} of {total} requests refused, {broken} connections broken")
    wait_idle(pid)
    return {
        "per_second": total / (microseconds / 1e6),
        "cpu_us": (cpu_seconds(pid) - before) * 1e6 / total,
        "p50_ms": p50 / 1000,
        "p99_ms": p99 / 1000,
        "megabytes": peak_megabytes(pid),
    }


def wait_idle(pid, seconds=120):
    """Waits until a process hardly uses CPU: what it still had to do for the requests belongs to their cost."""
    deadline, last = time.monotonic() + seconds, cpu_seconds(pid)
    while time.monotonic() < deadline:
        time.sleep(0.3)
        now = cpu_seconds(pid)
        if now - last <= 0.02:
            return
        last = now
    raise SystemExit(f"the process is still busy {seconds} s after the load")
