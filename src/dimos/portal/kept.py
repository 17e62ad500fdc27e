"""What was typed and could not be taken (the session had ended, the form was stale) waits in the session for its page.

Nothing typed is lost: the page it was meant for shows it again. Files cannot be kept this way.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict

from dimos.identity.public import TooManyRequests, client_network, limit
from dimos.kernel.clock import now

LONGEST = 60_000
KEPT_PER_MINUTE = 6
KEPT_BURST = 60
KEY = "kept_typing"


def keep_typing(request: HttpRequest) -> bool:
    """Keep what was posted to this path; only the latest page is kept.

    False if it is more than 60,000 characters, or if this visitor has had much kept of late: anybody may fill sessions.
    """
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    content = typed.urlencode()
    if len(content) > LONGEST:
        return False
    try:
        limit(key=f"kept:{client_network(request)}", at=now(), per_minute=KEPT_PER_MINUTE, burst=KEPT_BURST)
    except TooManyRequests:
        return False
    request.session[KEY] = {"path": request.path, "content": content}
    return True


def typing_kept_for(request: HttpRequest) -> QueryDict | None:
    """What was typed on this page earlier, once; None if nothing waits."""
    kept = request.session.get(KEY)
    if not kept or kept.get("path") != request.path:
        return None
    del request.session[KEY]
    return QueryDict(kept["content"])


def comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form was on this very host: another site may not put words into a session."""
    source = request.META.get("HTTP_ORIGIN") or request.META.get("HTTP_REFERER") or ""
    return bool(source) and urlsplit(source).netloc == request.get_host()
