"""The other side of the exchange of tips, by others: jwcrypto on OpenSSL by way of Python's cryptography.

Reads a line of JSON for each errand and answers each with a line of JSON. It knows RFC 7515, 7516 and 7638 and the types of
our texts, and nothing of our code.

    make    kty                          a key pair: secret, public, kid
    kid     key                          the fingerprint of a key: kid
    seal    event sign encrypt           the event signed, then encrypted: wire
    open    wire decrypt verify          what stands in it: event, jws, jwe (both headers)
    sign    typ payload sign             a signed paper: text
    verify  text verify                  what stands in it: payload, jws

`jws` and `jwe` of an errand add members to the headers or replace them, for texts that must be refused; `unsigned` leaves the
signature out.
"""

import json
import sys
from base64 import urlsafe_b64encode

try:
    from jwcrypto import jwe, jwk, jws
except ImportError:
    sys.exit("jwcrypto is missing; run `cargo xtask install` or install python3-jwcrypto")

SIGNING = {"EC": "ES256", "RSA": "PS256"}
ENCRYPTION = {"EC": "ECDH-ES+A256KW", "RSA": "RSA-OAEP-256"}


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def key(errand, name):
    return jwk.JWK(**errand[name])


def signed(payload, typ, errand):
    by = key(errand, "sign")
    header = {"alg": SIGNING[by["kty"]], "typ": typ, "kid": by.thumbprint()} | errand.get("jws", {})
    if errand.get("unsigned"):
        parts = [compact(header | {"alg": "none"}), payload]
        return ".".join(urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts) + "."
    token = jws.JWS(payload.encode())
    token.add_signature(by, None, compact(header), None)
    return token.serialize(compact=True)


def checked(text, errand):
    token = jws.JWS()
    by = key(errand, "verify")
    token.allowed_algs = [SIGNING[by["kty"]]]
    token.deserialize(text, by)
    return json.loads(token.payload), token.jose_header


def make(errand):
    more = {"crv": "P-256"} if errand["kty"] == "EC" else {"size": 3072}
    pair = jwk.JWK.generate(kty=errand["kty"], **more)
    public = json.loads(pair.export_public())
    return {"secret": json.loads(pair.export_private()), "public": public, "kid": pair.thumbprint()}


def kid(errand):
    return {"kid": key(errand, "key").thumbprint()}


def seal(errand):
    to = key(errand, "encrypt")
    event = {"encthumb": to.thumbprint()} | errand["event"]
    inner = signed(compact(event), "bibob+jws", errand)
    header = {"alg": ENCRYPTION[to["kty"]], "enc": "A256GCM", "typ": "bibob+jwe", "kid": to.thumbprint()}
    token = jwe.JWE(inner.encode(), compact(header | errand.get("jwe", {})))
    token.add_recipient(to)
    return {"wire": token.serialize(compact=True)}


def opened(errand):
    by = key(errand, "decrypt")
    token = jwe.JWE(algs=[ENCRYPTION[by["kty"]], "A256GCM"])
    token.deserialize(errand["wire"], by)
    event, header = checked(token.payload.decode(), errand)
    return {"event": event, "jws": header, "jwe": token.jose_header}


def sign(errand):
    return {"text": signed(compact(errand["payload"]), errand["typ"], errand)}


def verify(errand):
    payload, header = checked(errand["text"], errand)
    return {"payload": payload, "jws": header}


ERRANDS = {"make": make, "kid": kid, "seal": seal, "open": opened, "sign": sign, "verify": verify}

for line in sys.stdin:
    errand = json.loads(line)
    print(compact(ERRANDS[errand["op"]](errand)), flush=True)
