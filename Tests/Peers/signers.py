"""One function for each scheme: requests signed with a provider's library, and the same with something changed.

Where a library verifies too, it is asked about every changed body: what it refuses must be refused here.
"""

import base64
import datetime
import hashlib
import hmac
import json
import urllib.parse

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID
from linebot.v3.webhook import SignatureValidator
from nacl.signing import SigningKey
from sendgrid.helpers.eventwebhook import EventWebhook
from slack_sdk.signature import Clock, SignatureVerifier
from standardwebhooks.webhooks import Webhook as StandardWebhook
from svix.webhooks import Webhook as SvixWebhook
from twilio.request_validator import RequestValidator
from viberbot import Api
from viberbot.api.bot_configuration import BotConfiguration

from exchange import Case, Request, changed_bytes, changed_texts, changes

AT = 1_760_000_000
NOW = datetime.datetime.fromtimestamp(AT, datetime.timezone.utc)
BODY = '{"id": "7", "text": "Halo, masih ada? \\u2728 é"}'.encode()
JSON = {"Content-Type": "application/json"}


def written(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def window(name, request, seconds):
    """The edges of the window in which a signed time counts."""
    for offset, is_good in [(seconds, True), (-seconds, True), (seconds + 1, False), (-seconds - 1, False)]:
        request = Request(**{**request.__dict__, "now": written(AT + offset)})
        yield Case(f"{name}: {offset} s from now", request, is_good)


def twilio():
    token = "3f1e9a0c55d24c0bb1c7a6d2e8f90123"
    validator = RequestValidator(token)
    url = "https://hooks.example.com/in/twilio?tenant=7&x=%20y"
    form = [
        ("From", "whatsapp:+6281234567890"), ("To", "whatsapp:+14155238886"), ("Body", "Halo & selamat = pagi\r\n+1 é"),
        ("Empty", ""), ("ProfileName", "Siti"), ("Tag", "b"), ("Tag", "a"), ("Tag", "b"), ("NumMedia", "0"),
    ]
    body = urllib.parse.urlencode(form).encode()
    values = {name: [value for other, value in form if other == name] for name, _ in form}
    headers = {"Content-Type": "application/x-www-form-urlencoded"}

    class MultiDict(dict):
        """What web frameworks give the validator for repeated names."""

        def getall(self, name):
            return values[name]

    signature = validator.compute_signature(url, MultiDict(values))
    good = Request("twilio", headers | {"X-Twilio-Signature": signature}, body, token, url=url)
    yield Case("twilio", good, True)
    yield from changes("twilio", good, ["X-Twilio-Signature"])
    # With and without the standard port, whatever was signed.
    with_port = url.replace(".com/", ".com:443/")
    signature = validator.compute_signature(with_port, MultiDict(values))
    yield Case("twilio: port signed, not called", good.with_header("X-Twilio-Signature", signature), True)
    yield Case("twilio: port called, not signed", Request(**{**good.__dict__, "url": with_port}), True)
    for place, changed in changed_texts(url):
        if place > url.index(".com") and changed[place] not in "#":
            yield Case(f"twilio: address {place}", Request(**{**good.__dict__, "url": changed}), False)
    # JSON is covered through its hash in the address.
    hashed = url + "&bodySHA256=" + validator.compute_hash(BODY.decode())
    signature = validator.compute_signature(hashed, {})
    assert validator.validate(hashed, BODY.decode(), signature)
    good = Request("twilio", JSON | {"X-Twilio-Signature": signature}, BODY, token, url=hashed)
    yield Case("twilio JSON", good, True)
    yield from changes("twilio JSON", good, ["X-Twilio-Signature"])
    bare = Request("twilio", JSON | {"X-Twilio-Signature": validator.compute_signature(url, {})}, BODY, token, url=url)
    yield Case("twilio JSON without its hash", bare, False)


def slack():
    class Then(Clock):
        def now(self):
            return AT

    secret = "8f742231b10e8888abcd99yyyzzz85a5"
    verifier = SignatureVerifier(secret, Then())
    signature = verifier.generate_signature(timestamp=str(AT), body=BODY)
    headers = JSON | {"X-Slack-Request-Timestamp": str(AT), "X-Slack-Signature": signature}
    good = Request("slack", headers, BODY, secret)
    assert verifier.is_valid_request(BODY, headers)
    yield Case("slack", good, True)
    yield from window("slack", good, 300)
    for case in changes("slack", good, ["X-Slack-Request-Timestamp", "X-Slack-Signature"]):
        assert not verifier.is_valid_request(case.request.body, case.request.headers)
        yield case
    challenge = b'{"token": "x", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P", "type": "url_verification"}'
    headers = headers | {"X-Slack-Signature": verifier.generate_signature(timestamp=str(AT), body=challenge)}
    yield Case("slack handshake", Request("slack", headers, challenge, secret), True, json.loads(challenge)["challenge"])
    forged = headers | {"X-Slack-Signature": "v0=" + "0" * 64}
    yield Case("slack forged handshake", Request("slack", forged, challenge, secret), False)


def line():
    secret = "0123456789abcdef0123456789abcdef"
    validator = SignatureValidator(secret)
    signature = base64.b64encode(hmac.new(secret.encode(), BODY, hashlib.sha256).digest()).decode()
    assert validator.validate(BODY.decode(), signature)
    good = Request("line", JSON | {"x-line-signature": signature}, BODY, secret)
    yield Case("line", good, True)
    yield from changes("line", good, ["x-line-signature"])


def discord():
    key = SigningKey(hashlib.sha256(b"discord").digest())
    public = key.verify_key.encode().hex()

    def signed(body):
        signature = key.sign(str(AT).encode() + body).signature.hex()
        return Request(
            "discord", JSON | {"X-Signature-Ed25519": signature, "X-Signature-Timestamp": str(AT)}, body, public_key=public)

    good = signed(BODY)
    yield Case("discord", good, True)
    yield from window("discord", good, 300)
    yield from changes("discord", good, ["X-Signature-Ed25519", "X-Signature-Timestamp"])
    yield Case("discord ping", signed(b'{"type": 1}'), True, '{"type":1}')
    yield from changes("discord ping", signed(b'{"type": 1}'), ["X-Signature-Timestamp"])


def standard(channel, prefix, library):
    secret = "whsec_" + base64.b64encode(hashlib.sha256(channel.encode()).digest()[:24]).decode()
    webhook = library(secret)
    signature = webhook.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", NOW, BODY.decode())
    names = [f"{prefix}-id", f"{prefix}-timestamp", f"{prefix}-signature"]
    headers = JSON | dict(zip(names, ["msg_p5jXN8AQM9LWM0D4loKWxJek", str(AT), signature]))
    good = Request(channel, headers, BODY, secret)
    yield Case(channel, good, True)
    yield from window(channel, good, 300)
    yield from changes(channel, good, names)
    several = good.with_header(names[2], f"v1,{base64.b64encode(bytes(32)).decode()} v1a,xyz {signature}")
    yield Case(f"{channel}: several signatures", several, True)
    bare = Request(**{**good.__dict__, "secret": secret.removeprefix("whsec_")})
    yield Case(f"{channel}: secret without its mark", bare, True)


def sendgrid():
    key = ec.generate_private_key(ec.SECP256R1())
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    public = base64.b64encode(key.public_key().public_bytes(serialization.Encoding.DER, spki)).decode()
    pem = key.public_key().public_bytes(serialization.Encoding.PEM, spki).decode()
    signature = base64.b64encode(key.sign(str(AT).encode() + BODY, ec.ECDSA(hashes.SHA256()))).decode()
    names = ["X-Twilio-Email-Event-Webhook-Signature", "X-Twilio-Email-Event-Webhook-Timestamp"]
    good = Request("sendgrid", JSON | dict(zip(names, [signature, str(AT)])), BODY, public_key=public)
    verifier = EventWebhook(public)
    assert verifier.verify_signature(BODY.decode(), signature, str(AT))
    yield Case("sendgrid", good, True)
    yield Case("sendgrid: key in PEM", Request(**{**good.__dict__, "public_key": pem}), True)
    yield Case("sendgrid: key in PEM, one line", Request(**{**good.__dict__, "public_key": pem.replace("\n", "\\n")}), True)
    yield from changes("sendgrid", good, names)


def vonage():
    secret = "vonage-signature-secret-" + "0123456789abcdef" * 3

    def signed(changed, algorithm="HS256", key=secret):
        claims = {"iat": AT, "jti": "c5ba8f24", "iss": "Vonage", "api_key": "a1b2c3d4"}
        claims = {name: value for name, value in (claims | {"payload_hash": hashlib.sha256(BODY).hexdigest()} | changed).items() if value is not None}
        token = jwt.encode(claims, key, algorithm=algorithm)
        return Request("vonage", JSON | {"Authorization": f"Bearer {token}"}, BODY, secret)

    good = signed({})
    yield Case("vonage", good, True)
    yield from window("vonage", good, 300)
    yield from changes("vonage", good, ["Authorization"])
    yield Case("vonage: still valid", signed({"exp": AT + 60, "nbf": AT - 60}), True)
    yield Case("vonage: long over", signed({"exp": AT - 301}), False)
    yield Case("vonage: not yet", signed({"nbf": AT + 301}), False)
    yield Case("vonage: no time", signed({"iat": None}), False)
    yield Case("vonage: no hash", signed({"payload_hash": None}), False)
    yield Case("vonage: unsigned", signed({}, "none", None), False)
    yield Case("vonage: another algorithm", signed({}, "HS512"), False)


def viber():
    secret = "44dafb7e0f40021e-61a47a1e6778d187-f2c5a676a07050b3"
    api = Api(BotConfiguration(auth_token=secret, name="Toko", avatar=""))
    signature = hmac.new(secret.encode(), BODY, hashlib.sha256).hexdigest()
    assert api.verify_signature(BODY, signature)
    good = Request("viber", JSON | {"X-Viber-Content-Signature": signature}, BODY, secret)
    yield Case("viber", good, True)
    for case in changes("viber", good, ["X-Viber-Content-Signature"]):
        assert not api.verify_signature(case.request.body, case.request.headers.get("X-Viber-Content-Signature"))
        yield case


def freshchat():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = key.public_key()
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
    old = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.PKCS1).decode()
    signature = base64.b64encode(key.sign(BODY, padding.PKCS1v15(), hashes.SHA256())).decode()
    good = Request("freshchat", JSON | {"X-Freshchat-Signature": signature}, BODY, pem)
    yield Case("freshchat", good, True)
    yield Case("freshchat: key in the older form", Request(**{**good.__dict__, "secret": old}), True)
    yield from changes("freshchat", good, ["X-Freshchat-Signature"])


def sns():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(NOW).not_valid_after(NOW + datetime.timedelta(days=30))
    pem = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()
    order = ["Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]

    def signed(message, version="2"):
        lines = "".join(f"{field}\n{message[field]}\n" for field in order if message.get(field) is not None)
        algorithm = {"1": hashes.SHA1(), "2": hashes.SHA256()}[version]
        signature = key.sign(lines.encode(), padding.PKCS1v15(), algorithm)
        return message | {
            "SignatureVersion": version, "Signature": base64.b64encode(signature).decode(),
            "SigningCertURL": "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem"}

    def request(message):
        headers = {"Content-Type": "text/plain; charset=UTF-8", "x-amz-sns-message-type": message["Type"]}
        return Request("sns", headers, json.dumps(message).encode(), pem + "\n" + topic["TopicArn"])

    topic = {"TopicArn": "arn:aws:sns:us-east-1:111111111111:Mail", "Timestamp": "2025-10-09T08:53:20.000Z"}
    notice = topic | {"Type": "Notification", "MessageId": "m-1", "Message": '{"content": "From: é\\r\\n"}', "Subject": "S é"}
    confirmation = topic | {
        "Type": "SubscriptionConfirmation", "MessageId": "m-2", "Message": "You have chosen", "Token": "2336412f37",
        "SubscribeURL": "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37"}
    unnamed = {field: value for field, value in notice.items() if field != "Subject"}
    for title, message, version in [("2", notice, "2"), ("1", notice, "1"), ("without subject", unnamed, "2")]:
        yield Case(f"sns {title}", request(signed(message, version)), True)
    whole = signed(confirmation)
    yield Case("sns confirmation", request(whole), True, confirm=whole["SubscribeURL"])
    for title, message in [("notice", signed(notice)), ("confirmation", whole)]:
        for field in [*order, "Signature", "SignatureVersion"]:
            for place, text in changed_texts(message.get(field, "")):
                yield Case(f"sns {title}: {field} {place}", request(message | {field: text}), False)
            if field in message and field != "Subject":
                left = {other: value for other, value in message.items() if other != field or field == "Type"}
                yield Case(f"sns {title}: without {field}", request(left | ({"Type": ""} if field == "Type" else {})), False)
    elsewhere = signed(confirmation | {"SubscribeURL": "https://sns.us-east-1.amazonaws.com.evil.example/"})
    yield Case("sns confirmation elsewhere is not called", request(elsewhere), True)


def hubspot():
    secret = "hubspot-client-secret"
    url = "https://hooks.example.com/in/hubspot?x=1"
    sent = str(AT * 1000 + 999)
    code = hmac.new(secret.encode(), ("POST" + url).encode() + BODY + sent.encode(), hashlib.sha256).digest()
    names = ["X-HubSpot-Signature-v3", "X-HubSpot-Request-Timestamp"]
    good = Request("hubspot", JSON | dict(zip(names, [base64.b64encode(code).decode(), sent])), BODY, secret, url=url)
    yield Case("hubspot", good, True)
    yield from window("hubspot", good, 300)
    yield from changes("hubspot", good, names)
    yield Case("hubspot: another address", Request(**{**good.__dict__, "url": url + "2"}), False)


def mailgun():
    secret = "key-0123456789abcdef"
    token = "c2b7e7f0a1d94d0e8c35"
    signature = hmac.new(secret.encode(), f"{AT}{token}".encode(), hashlib.sha256).hexdigest()
    fields = {"recipient": "toko@example.com", "body-plain": "Halo\r\n", "timestamp": str(AT), "token": token, "signature": signature}

    def urlencoded(changed):
        body = urllib.parse.urlencode(fields | changed).encode()
        return Request("mailgun", {"Content-Type": "application/x-www-form-urlencoded"}, body, secret)

    def multipart(changed):
        parts = [f'--b7\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in (fields | changed).items()]
        return Request("mailgun", {"Content-Type": "multipart/form-data; boundary=b7"}, ("".join(parts) + "--b7--\r\n").encode(), secret)

    for title, made in [("mailgun", urlencoded), ("mailgun multipart", multipart)]:
        yield Case(title, made({}), True)
        yield from window(title, made({}), 900)
        for field in ["timestamp", "token", "signature"]:
            for place, text in changed_texts(fields[field]):
                yield Case(f"{title}: {field} {place}", made({field: text}), False)


def either():
    """Two schemes at once: the one that shows itself decides, and the public key opens nothing else."""
    key = SigningKey(hashlib.sha256(b"either").digest())
    public, secret = key.verify_key.encode().hex(), "shared-secret"
    signature = key.sign(str(AT).encode() + BODY).signature.hex()
    strong = JSON | {"X-Signature-Ed25519": signature, "X-Signature-Timestamp": str(AT)}
    keyed = {"X-Signature": "sha256=" + hmac.new(secret.encode(), BODY, hashlib.sha256).hexdigest()}
    with_key = {"X-Signature": "sha256=" + hmac.new(public.encode(), BODY, hashlib.sha256).hexdigest()}
    basic = {"Authorization": "Basic " + base64.b64encode(f"any:{secret}".encode()).decode()}
    with_basic = {"Authorization": "Basic " + base64.b64encode(f"any:{public}".encode()).decode()}

    def request(headers):
        return Request("either", JSON | headers, BODY, secret, public)

    for title, headers, is_good in [
        ("the signature", strong, True), ("the hash", keyed, True), ("the password", basic, True),
        ("the public key as key of a hash", with_key, False), ("the public key as password", with_basic, False),
        ("nothing", {}, False),
        ("a wrong signature and a right hash", strong | {"X-Signature-Ed25519": "0" * 128} | keyed, False),
    ]:
        yield Case(f"either: {title}", request(headers), is_good)
    yield from changes("either", request(strong), ["X-Signature-Timestamp"])


def all_cases():
    """Every case of every scheme."""
    groups = [twilio(), slack(), line(), discord(), standard("webhook", "webhook", StandardWebhook)]
    groups += [standard("svix", "svix", SvixWebhook), sendgrid(), vonage(), viber(), freshchat(), sns(), hubspot(), mailgun(), either()]
    return [case for group in groups for case in group]
