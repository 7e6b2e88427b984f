"""Compares the recorded replies of Fixtures/channels with what the providers' own libraries send for the same message; see `run`."""

import base64
import json
import pathlib
import sys
import urllib.parse
from unittest import mock

from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, PushMessageRequest, TextMessage
from slack_sdk import WebClient
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client
from viberbot import Api, BotConfiguration
from viberbot.api.messages import TextMessage as ViberText

TOKEN = "TOKEN"


class Captured(Exception):
    pass


def twilio(given, recorded):
    sent = {}

    class Recorder(HttpClient):
        def __init__(self):
            pass

        def request(self, method, url, params=None, data=None, headers=None, auth=None, timeout=None, allow_redirects=False):
            sent.update(method=method.upper(), url=url, body={k: v for k, v in data.items() if v is not None}, auth=auth)
            return Response(201, '{"sid": "SM1"}')

    form = dict(urllib.parse.parse_qsl(recorded["body"]))
    names = {"From": "from_", "MessagingServiceSid": "messaging_service_sid", "Body": "body", "ContentSid": "content_sid"}
    words = {names[k]: v for k, v in form.items() if k in names}
    Client(given["account"], TOKEN, http_client=Recorder()).messages.create(to=form["To"], **words)
    basic = "Basic " + base64.b64encode(":".join(sent["auth"]).encode()).decode()
    return sent["method"], sent["url"], sent["body"], basic


def line(given, recorded):
    sent = {}

    def call(self, method, url, headers=None, body=None, *args, **kwargs):
        sent.update(method=method, url=url, headers=headers, body=body)
        raise Captured

    with mock.patch("linebot.v3.messaging.rest.RESTClientObject.request", call):
        try:
            api = MessagingApi(ApiClient(Configuration(access_token=TOKEN)))
            message = PushMessageRequest(to=given.get("chat") or given["address"], messages=[TextMessage(text=given["text"])])
            api.push_message(message, x_line_retry_key=recorded["headers"]["X-Line-Retry-Key"])
        except Captured:
            pass
    return sent["method"], sent["url"], strip(sent["body"]), sent["headers"]["Authorization"]


def strip(value):
    """Without what the library leaves to its default."""
    if isinstance(value, dict):
        return {k: strip(v) for k, v in value.items() if v is not None and k != "notificationDisabled"}
    return [strip(v) for v in value] if isinstance(value, list) else value


def slack(given, recorded):
    sent = {}

    def call(self, *, url, args):
        sent.update(url=url, args=args)
        raise Captured

    with mock.patch.object(WebClient, "_perform_urllib_http_request", call):
        try:
            WebClient(token=TOKEN).chat_postMessage(
                channel=given["chat"], text=recorded["body"]["text"], mrkdwn=False, unfurl_links=False)
        except Captured:
            pass
    args = sent["args"]
    body = dict(args.get("params") or {})
    body.update(json.loads(args["body"]) if isinstance(args.get("body"), str) and args["body"].startswith("{") else args.get("json") or {})
    fixed = {k: {"0": False, "1": True, 0: False, 1: True}.get(v, v) if k in ("mrkdwn", "unfurl_links") else v for k, v in body.items()}
    return "POST", sent["url"], fixed, args["headers"]["Authorization"]


def viber(given, recorded):
    sent = {}

    class Answer:
        text = '{"status": 0, "message_token": 1}'
        status_code = 200

        def raise_for_status(self):
            pass

    def post(url, data=None, headers=None):
        sent.update(url=url, body=json.loads(data))
        return Answer()

    api = Api(BotConfiguration(auth_token=TOKEN, name=given["parameters"]["sender"], avatar=None))
    with mock.patch("requests.post", post):
        api.send_messages(given["address"], [ViberText(text=given["text"])])
    body = strip(sent["body"])
    body.pop("auth_token", None)
    return "POST", sent["url"], body, None


def main():
    root = pathlib.Path(__file__).parents[2] / "Fixtures/channels"
    failed = count = 0
    for peer in (twilio, line, slack, viber):
        for file in sorted((root / peer.__name__ / "replies").glob("*.json")):
            case = json.loads(file.read_text())
            if "request" not in case:
                continue
            count += 1
            recorded = case["request"]
            body = recorded["body"] if isinstance(recorded["body"], dict) else dict(urllib.parse.parse_qsl(recorded["body"]))
            ours = (recorded["method"], recorded["url"], body, recorded["headers"].get("Authorization"))
            theirs = peer(case["given"], recorded)
            for name, one, other in zip(("method", "url", "body", "authorization"), ours, theirs):
                if one != other:
                    failed += 1
                    print(f"{peer.__name__}/{file.stem}: {name} is {one!r}, the library sends {other!r}")
    print(f"replies: {count} compared, {failed} differences")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
