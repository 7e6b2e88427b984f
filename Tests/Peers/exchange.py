"""Requests as lines for `corong channels try --stdin`, and changes of single bytes of them."""

import base64
import copy
import dataclasses
import json
import subprocess


@dataclasses.dataclass
class Request:
    """A signed request. `now` is None where the signed time is to count as the present."""

    channel: str
    headers: dict
    body: bytes
    secret: str = None
    public_key: str = None
    method: str = "POST"
    url: str = "https://hooks.example.com/in/x"
    now: str = None

    def line(self, name):
        fields = {"id": name, "channel": self.channel, "method": self.method, "url": self.url, "headers": self.headers}
        fields |= {"body": base64.b64encode(self.body).decode(), "secret": self.secret, "public_key": self.public_key}
        return json.dumps(fields | {"now": self.now})

    def with_body(self, body):
        return dataclasses.replace(self, body=body)

    def with_header(self, name, value):
        changed = copy.deepcopy(self)
        changed.headers[name] = value
        return changed

    def without_header(self, name):
        changed = copy.deepcopy(self)
        del changed.headers[name]
        return changed


@dataclasses.dataclass
class Case:
    """A request, and what has to become of it: `answer` is the text of the answer where it matters."""

    name: str
    request: Request
    is_good: bool
    answer: str = None
    confirm: str = None


def changed_texts(text):
    """The text with the lowest bit of each of its characters turned, one at a time."""
    for place, character in enumerate(text):
        yield place, text[:place] + chr(ord(character) ^ 1) + text[place + 1 :]


def changed_bytes(body):
    """The body with the lowest bit of each of its bytes turned, one at a time; then a byte shorter and a byte longer."""
    for place in range(len(body)):
        yield place, body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
    yield "shorter", body[:-1]
    yield "longer", body + b" "


def changes(name, request, headers=(), body=True):
    """Every change of one byte of the body and of these headers, and each of these headers left out: all have to be refused."""
    cases = []
    if body:
        cases += [Case(f"{name}: body {place}", request.with_body(new), False) for place, new in changed_bytes(request.body)]
    for header in headers:
        cases.append(Case(f"{name}: without {header}", request.without_header(header), False))
        for place, new in changed_texts(request.headers[header]):
            cases.append(Case(f"{name}: {header} {place}", request.with_header(header, new), False))
    return cases


def answers(command, cases):
    """What the command answers to each case, in order."""
    lines = "".join(case.request.line(str(index)) + "\n" for index, case in enumerate(cases))
    run = subprocess.run(command, input=lines, capture_output=True, text=True, timeout=300)
    found = [json.loads(line) for line in run.stdout.splitlines()]
    if len(found) != len(cases):
        raise SystemExit(f"{len(cases)} requests and {len(found)} answers; {run.stderr[-2000:]}")
    return found


def difference(case, answer):
    """What is wrong with an answer; None where nothing is."""
    if "error" in answer:
        return answer["error"]
    status = answer["status"]
    if case.is_good != (200 <= status < 300) or (not case.is_good and not 400 <= status < 500):
        return f"answered {status} {answer['response']}"
    if case.answer is not None and answer["response"] != case.answer:
        return f"answered {answer['response']!r} in place of {case.answer!r}"
    if case.is_good and answer.get("confirm") != case.confirm:
        return f"wants to call {answer.get('confirm')} in place of {case.confirm}"
    return None
