"""A small OpenID provider on loopback: discovery, consent, token, user, keys, end of session."""

from __future__ import annotations

import hashlib
import secrets
import socket
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "citytrends-test", "a secret of this test alone"
PERSON = {"sub": "1", "email": "officer@city.example", "name": "담당자"}


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass
class Provider:
    """What the provider knows; with `forged` it signs with a key that it does not publish."""

    port: int = field(default_factory=free_port)
    forged: bool = False
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    ended: int = 0
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    other: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))

    @property
    def address(self) -> str:
        """The issuer."""
        return f"http://127.0.0.1:{self.port}"

    def discovery(self, request: Request) -> Response:
        """Where everything is."""
        paths = {
            "authorization_endpoint": "/authorize", "token_endpoint": "/token",
            "userinfo_endpoint": "/userinfo", "jwks_uri": "/keys", "end_session_endpoint": "/end",
        }  # fmt: skip
        return JSONResponse({
            "issuer": self.address, **{name: self.address + path for name, path in paths.items()},
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        })  # fmt: skip

    def authorize(self, request: Request) -> Response:
        """The page that asks whether to sign in."""
        given = dict(request.query_params)
        if given.get("client_id") != CLIENT or given.get("code_challenge_method") != "S256":
            return Response("who asks?", status_code=400)
        code = secrets.token_urlsafe(16)
        self.asked[code] = given
        yes = urlencode({"code": code, "state": given["state"]})
        no = urlencode({"error": "access_denied", "state": given["state"]})
        back = given["redirect_uri"]
        return HTMLResponse(
            f"<a id=yes href='{back}?{yes}'>예</a><a id=no href='{back}?{no}'>아니요</a>"
        )

    async def token(self, request: Request) -> Response:
        """A code once, for who holds the verifier, against a signed token."""
        form = {name: one[0] for name, one in parse_qs((await request.body()).decode()).items()}
        given = self.asked.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = urlsafe_b64encode(digest).rstrip(b"=").decode()
        if given is None or challenge != given["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        now = int(time.time())
        claims: dict[str, Any] = PERSON | {
            "iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300,
            "nonce": given.get("nonce"),
        }  # fmt: skip
        key = self.other if self.forged else self.key
        return JSONResponse({
            "access_token": "of no use elsewhere", "token_type": "Bearer", "expires_in": 300,
            "id_token": jwt.encode({"alg": "RS256", "kid": "one"}, claims, key),
        })  # fmt: skip

    def userinfo(self, request: Request) -> Response:
        """Who it is."""
        return JSONResponse(PERSON)

    def keys(self, request: Request) -> Response:
        """The public key."""
        return JSONResponse(KeySet([self.key]).as_dict(private=False))

    def end(self, request: Request) -> Response:
        """Signed out here too."""
        self.ended += 1
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], 302)


@contextmanager
def running() -> Iterator[Provider]:
    """The provider on a port of its own."""
    provider = Provider()
    app = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", provider.discovery),
            Route("/authorize", provider.authorize),
            Route("/token", provider.token, methods=["POST"]),
            Route("/userinfo", provider.userinfo), Route("/keys", provider.keys),
            Route("/end", provider.end),
        ]
    )  # fmt: skip
    config = uvicorn.Config(app, host="127.0.0.1", port=provider.port, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the provider stopped"
        time.sleep(0.05)
    yield provider
    server.should_exit = True
    thread.join(10)
