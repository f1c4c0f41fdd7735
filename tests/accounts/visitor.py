"""A browser without scripts: cookies, forms, nothing else."""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable

from tests.site.server import Server

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Visitor:
    """Visits a real instance."""

    def __init__(self, server: Server) -> None:
        self.address = server.address.rstrip("/")
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> tuple[int, str]:
        """Request an address and follow its redirects."""
        return self._open(urllib.request.Request(self.address + path))

    def post(self, path: str, page: str = "", **form: str) -> tuple[int, str]:
        """Fill in the form of a page, ``path`` itself by default, and send it."""
        return self.fill(path, page, **form)()

    def fill(self, path: str, page: str = "", **form: str) -> Callable[[], tuple[int, str]]:
        """Fill in a form to be sent later; returns the function that sends it."""
        _, text = self.get(page or path)
        found = _TOKEN.search(text)
        assert found, text
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": found[1]} | form).encode()
        filled = urllib.request.Request(self.address + path, data, method="POST")
        return lambda: self._open(filled)

    def cookie(self, name: str) -> str:
        """The value of a cookie."""
        return next(str(cookie.value) for cookie in self.cookies if cookie.name == name)

    def _open(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self._opener.open(request) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
