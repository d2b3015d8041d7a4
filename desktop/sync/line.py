"""One HTTPS line: sends a request, counts its bytes, turns every failure into a problem with a remedy."""

from __future__ import annotations

import contextlib
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests
from urllib3.exceptions import InsecureRequestWarning

from domain.problems import Fault, Problem, Refused

CONNECT_S = 10
ANSWER_S = 90
_PROBLEM_TYPE = "urn:guichet:problem:"
_UNCHANGED = 304  # only where we said what we have
_OUR_FAULTS = frozenset({500, 502, 503, 504})


class Line:
    """A session kept alive. ``trusted`` is the PEM of the only roots it believes, empty for none yet."""

    def __init__(self, url: str, trusted: bytes = b"") -> None:
        self._url = url
        self._session = requests.Session()
        # No setting of this machine sends a token through a proxy in clear, or puts another in its place.
        self._session.trust_env = url.startswith("https")
        self._session.auth = _no_other_password
        self._session.headers["User-Agent"] = "guichet"
        self._session.headers["Accept-Encoding"] = "identity"
        self._roots: Path | None = None
        self.up = 0
        self.down = 0
        if trusted:
            self.trust(trusted)

    def trust(self, pem: bytes) -> None:
        """Believe these roots and no others."""
        with tempfile.NamedTemporaryFile(prefix="guichet-root-", suffix=".pem", delete=False) as file:
            file.write(pem)
        self._roots = Path(file.name)
        self._session.verify = str(self._roots)

    def ask(
        self,
        method: str,
        path: str,
        *,
        data: bytes | Mapping[str, str] | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        unverified: bool = False,
    ) -> requests.Response:
        """The answer, whatever its status says that is not a failure.

        ``unverified`` is for the one call whose content is checked by its fingerprint.
        """
        try:
            with warnings.catch_warnings():
                if unverified:
                    warnings.simplefilter("ignore", InsecureRequestWarning)
                response = self._session.request(
                    method,
                    self._url + path,
                    data=data,
                    json=json,
                    headers=dict(headers or {}),
                    timeout=(CONNECT_S, ANSWER_S),
                    verify=False if unverified else self._session.verify,
                    allow_redirects=False,
                )
        except requests.exceptions.SSLError as error:
            raise Fault("server_not_trusted") from error
        except (requests.exceptions.ConnectTimeout, requests.exceptions.ConnectionError) as error:
            raise Fault(_kind_of_cut(error)) from error
        except requests.exceptions.RequestException as error:
            raise Fault("cut_line") from error
        self._count(response)
        self._raise_for(response)
        return response

    def _count(self, response: requests.Response) -> None:
        """Bytes of bodies and header lines, as HTTP/1.1 writes them; TLS and TCP are apart."""
        request = response.request
        body = request.body or b""
        self.up += len(body) + len(f"{request.method} {request.path_url} HTTP/1.1\r\n\r\n")
        self.up += sum(len(name) + len(str(value)) + 4 for name, value in request.headers.items())
        self.down += len(response.content) + 19
        self.down += sum(len(name) + len(value) + 4 for name, value in response.headers.items())

    def _raise_for(self, response: requests.Response) -> None:
        if response.status_code < 300 or response.status_code == _UNCHANGED:
            return
        with contextlib.suppress(ValueError):
            body = response.json()
            if isinstance(body, dict) and str(body.get("type", "")).startswith(_PROBLEM_TYPE):
                code = body["type"].removeprefix(_PROBLEM_TYPE)
                facts = body.get("facts")
                given = facts if isinstance(facts, dict) else {}
                raise Refused(Problem(code, str(body.get("where") or ""), facts=given))
        if response.status_code in _OUR_FAULTS:
            raise Fault("server_busy")
        raise Fault("server_wrong_address")

    def ask_for_map(
        self, method: str, path: str, *, data: Mapping[str, str] | None = None, json: Any = None
    ) -> dict[str, Any]:
        """The answer as a JSON map. Raises Fault when something else answers in the server's place."""
        return map_of(self.ask(method, path, data=data, json=json))

    def close(self) -> None:
        """Hang up."""
        self._session.close()
        if self._roots:
            self._roots.unlink(missing_ok=True)


def map_of(response: requests.Response) -> dict[str, Any]:
    """The JSON map in an answer's body. Raises Fault."""
    try:
        body = response.json()
    except ValueError as error:
        raise Fault("server_wrong_address") from error
    if not isinstance(body, dict):
        raise Fault("server_wrong_address")
    return body


def _no_other_password(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _kind_of_cut(error: Exception) -> str:
    """A line that never stood is not a line that was cut."""
    words = repr(error)
    never = ("NewConnectionError", "ConnectTimeout", "NameResolutionError", "Connection refused")
    return "server_unreachable" if any(sign in words for sign in never) else "cut_line"
