"""One HTTPS line: sends a request, counts its bytes, turns every failure into a problem with a remedy."""

from __future__ import annotations

import contextlib
import io
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.exceptions import InsecureRequestWarning

from domain.problems import Fault, Problem, Refused

CONNECT_S = 10
ANSWER_S = 90
_PROBLEM_TYPE = "urn:guichet:problem:"
_FAILURE = 300
_PIECE = 65536
_RECORD = 2048  # bytes of a body in one TLS record: half a record that a cut line has left is lost
_UNCHANGED = 304  # only where we said what we have
_OUR_FAULTS = frozenset({500, 502, 503, 504})


class Line:
    """A session kept alive. ``trusted`` is the PEM of the only roots it believes, empty for none yet.

    ``watch`` is called at each piece that goes or comes; what it raises ends the call.
    """

    def __init__(self, url: str, trusted: bytes = b"") -> None:
        self._url = url
        self._session = requests.Session()
        # No setting of this machine sends a token through a proxy in clear, or puts another in its place.
        self._session.trust_env = url.startswith("https")
        self._session.auth = _no_other_password
        # `Accept: */*` and `Connection: keep-alive` are what is meant where nothing is said.
        self._session.headers.clear()
        self._session.headers["User-Agent"] = "guichet"
        self._session.headers["Accept-Encoding"] = "identity"
        self._session.mount(url, _SmallRecords())
        self.watch: Callable[[], None] = _on
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
        stream: bool = False,
    ) -> requests.Response:
        """The answer, whatever its status says that is not a failure.

        ``unverified`` is for the one call whose content is checked by its fingerprint. With ``stream`` the
        body of an answer that is no failure is left to ``pieces``.
        """
        request = self._prepared(method, path, data, json, headers)
        given = self._session.merge_environment_settings(
            request.url, {}, True, False if unverified else self._session.verify, None
        )
        try:
            with warnings.catch_warnings():
                if unverified:
                    warnings.simplefilter("ignore", InsecureRequestWarning)
                response = self._session.send(
                    request, timeout=(CONNECT_S, ANSWER_S), allow_redirects=False, **given
                )
                self._count_head(response)
                if not stream or response.status_code >= _FAILURE:
                    self.down += len(response.content)
        except requests.exceptions.SSLError as error:
            raise Fault("server_not_trusted") from error
        except (requests.exceptions.ConnectTimeout, requests.exceptions.ConnectionError) as error:
            raise Fault(_kind_of_cut(error)) from error
        except requests.exceptions.RequestException as error:
            raise Fault("cut_line") from error
        self._raise_for(response)
        return response

    def pieces(self, response: requests.Response) -> Iterator[bytes]:
        """The body as it comes. Raises Fault where the line is cut, after all that came before."""
        try:
            while piece := response.raw.read1(_PIECE):
                self.down += len(piece)
                yield piece
                self.watch()
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise Fault("cut_line") from error
        finally:
            response.close()

    def _prepared(
        self, method: str, path: str, data: Any, json: Any, headers: Mapping[str, str] | None
    ) -> requests.PreparedRequest:
        """The request, its bytes counted as HTTP/1.1 writes them; TLS and TCP are apart."""
        body = _Body(data, self) if isinstance(data, bytes) and data else data
        request = self._session.prepare_request(
            requests.Request(method, self._url + path, data=body, json=json, headers=dict(headers or {}))
        )
        host = urlsplit(self._url).netloc
        self.up += len(f"{method} {request.path_url} HTTP/1.1\r\nHost: {host}\r\n\r\n")
        self.up += sum(len(name) + len(str(value)) + 4 for name, value in request.headers.items())
        if not isinstance(body, _Body):
            self.up += int(request.headers.get("Content-Length", 0))
        return request

    def _count_head(self, response: requests.Response) -> None:
        self.down += len("HTTP/1.1 200 OK\r\n\r\n")
        self.down += sum(len(name) + len(value) + 4 for name, value in response.headers.items())

    def _raise_for(self, response: requests.Response) -> None:
        if response.status_code < _FAILURE or response.status_code == _UNCHANGED:
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


class _SmallRecords(HTTPAdapter):
    """Sends bodies in small pieces, each a TLS record of its own."""

    def init_poolmanager(self, *given: Any, **named: Any) -> None:
        super().init_poolmanager(*given, **named, blocksize=_RECORD)


class _Body(io.BytesIO):
    """A body that is counted as it goes, and stops when the line's watch says so."""

    def __init__(self, data: bytes, line: Line) -> None:
        super().__init__(data)
        self._line = line

    def read(self, size: int | None = -1, /) -> bytes:
        self._line.watch()
        piece = super().read(size)
        self._line.up += len(piece)
        return piece


def _on() -> None:
    """Go on."""


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
