"""Sends deliveries over parallel keep-alive connections."""

import http.client
import queue
import threading
import time
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 15
RETRY_SECONDS = 0.2


class Connection:
    """One keep-alive connection; opens again after an error."""

    def __init__(self, url):
        parts = urlsplit(url)
        self.host, self.port, self.path = parts.hostname, parts.port or 80, parts.path.rstrip("/")
        self.http = None

    def post(self, delivery):
        """The status of the answer, or None when there was none."""
        try:
            if self.http is None:
                self.http = http.client.HTTPConnection(self.host, self.port, timeout=TIMEOUT_SECONDS)
            self.http.request("POST", f"{self.path}/in/{delivery.channel}", delivery.body, delivery.headers)
            answer = self.http.getresponse()
            answer.read()
            if answer.will_close:
                self.close()
            return answer.status
        except (OSError, http.client.HTTPException):
            self.close()
            return None

    def close(self):
        """Closes the connection; the next delivery opens another."""
        if self.http is not None:
            self.http.close()
            self.http = None


def is_refusal_for_now(status):
    """True for no answer, 429 and 5xx: a provider sends such a delivery again."""
    return status is None or status == 429 or status >= 500


def send_all(url, deliveries, connections, patience):
    """Sends all deliveries; returns the last status of each, in order.

    What was refused for now is repeated for up to `patience` seconds each, as providers do.
    """
    waiting = queue.SimpleQueue()
    for place in range(len(deliveries)):
        waiting.put(place)
    results = [None] * len(deliveries)

    def work():
        connection = Connection(url)
        while True:
            try:
                place = waiting.get_nowait()
            except queue.Empty:
                break
            deadline = time.monotonic() + patience
            status = connection.post(deliveries[place])
            while is_refusal_for_now(status) and time.monotonic() < deadline:
                time.sleep(RETRY_SECONDS)
                status = connection.post(deliveries[place])
            results[place] = status
        connection.close()

    workers = [threading.Thread(target=work, daemon=True) for _ in range(max(1, connections))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return results
