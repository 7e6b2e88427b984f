"""Starts, kills and stops `corong serve`, always by the id of the process that was started here."""

import json
import os
import re
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "deploy/sample/corong.yaml"
READY_SECONDS = 60
STOP_SECONDS = 30
ANNOUNCED = re.compile(r"^(receiving|dashboard) on (http://\S+)$")


def program(configuration):
    """The executable of that build, or SystemExit that says how to build it."""
    path = ROOT / ".build" / configuration / "corong"
    if not path.exists():
        flag = " -c release" if configuration == "release" else ""
        raise SystemExit(f"{path} is missing; build it with: swift build{flag}")
    return str(path)


class Server:
    """One `corong serve` on a data folder, with the addresses that it printed."""

    def __init__(
        self, corong, data, environment, arguments=(), prefix=(), log=None, before_start=None, configuration=None
    ):
        self.corong, self.data = corong, str(data)
        folders = {"CORONG_DATA": self.data, "CORONG_CONFIG": str(configuration or SAMPLE)}
        folders |= {"CORONG_CHANNELS": str(ROOT / "channels"), "CORONG_LISTS": str(ROOT / "lists")}
        self.environment = {**os.environ, **environment, **folders}
        self.arguments, self.prefix = list(arguments), list(prefix)
        self.log = log or os.path.join(self.data, "serve.log")
        self.before_start = before_start
        self.process = None
        self.receive_url = self.dashboard_url = None
        self.api_token = None

    def start(self):
        """Starts the process; does not wait until it is ready."""
        self.receive_url = self.dashboard_url = None
        command = [*self.prefix, self.corong, "serve", "--in", "127.0.0.1:0", "--web", "127.0.0.1:0"]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                command + self.arguments,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=self.environment,
                preexec_fn=self.before_start,
                restore_signals=self.before_start is None,
            )
        threading.Thread(target=self.read_addresses, args=(self.process,), daemon=True).start()

    def read_addresses(self, process):
        """Takes the addresses from the lines the process prints, and keeps its pipe empty."""
        for line in process.stdout:
            match = ANNOUNCED.match(line.strip())
            if match and process is self.process:
                if match.group(1) == "receiving":
                    self.receive_url = match.group(2)
                else:
                    self.dashboard_url = match.group(2)
        process.stdout.close()

    def wait_ready(self, needs_dashboard=True):
        """Waits until it answers; SystemExit with the end of its log when it does not."""
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise SystemExit(f"corong serve ended with {self.process.returncode}:\n{self.log_tail()}")
            if self.receive_url and (not needs_dashboard or (self.dashboard_url and self.get("/readyz")[0] == 200)):
                return self
            time.sleep(0.02)
        raise SystemExit(f"corong serve was not ready after {READY_SECONDS} s:\n{self.log_tail()}")

    def get(self, path, token=None):
        """Status and body of a page of the dashboard's port; status 0 when there is no answer."""
        request = urllib.request.Request(self.dashboard_url + path)
        if token:
            request.add_header("Authorization", "Bearer " + token)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, ""
        except OSError:
            return 0, ""

    def kill(self):
        """kill -9, and waits until the process is gone."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """SIGTERM and a clean end; returns the exit status, kills after a while."""
        if self.process is None or self.process.poll() is not None:
            return None if self.process is None else self.process.returncode
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            return -signal.SIGKILL

    def log_tail(self, lines=20):
        """The last lines of what the process logged."""
        try:
            return "\n".join(Path(self.log).read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return ""

    def run(self, *arguments, check=True):
        """Runs another command of the program on the same folder; its completed process."""
        command = [self.corong, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, env=self.environment, timeout=600, check=False)
        if check and done.returncode != 0:
            raise SystemExit(f"corong {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done

    @staticmethod
    def parse(text):
        """JSON of a page or a command."""
        return json.loads(text)

    def json(self, *arguments):
        """What a command prints with --json."""
        return self.parse(self.run(*arguments, "--json").stdout)

    def wait_folded(self, at_least=0, seconds=120):
        """Waits until the state has reached the ledger's end, at or after a position; returns position and hash."""
        token = self.token()
        deadline, last = time.monotonic() + seconds, None
        while time.monotonic() < deadline:
            status, text = self.get("/api/v1/status", token)
            last = self.parse(text) if status == 200 else status
            if status == 200 and last["lag_entries"] == 0 and last["state_position"] >= at_least:
                return self.json("replay", "--hash")
            time.sleep(0.1)
        raise SystemExit(f"the fold did not reach the ledger's end within {seconds} s: {last}\n{self.log_tail()}")

    def token(self):
        """A token for the API of this folder."""
        if self.api_token is None:
            self.api_token = self.run("token", "create", "checks").stdout.split()[-1]
        return self.api_token
