"""What a Prometheus server scrapes: requests by page, and how the queue and the clock of the law are doing."""

import hmac
import os
import time
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

NEARBY = frozenset({"127.0.0.1", "::1", ""})
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
REQUESTS = Counter("dimos_requests_total", "Answers by page, method and status.", ["view", "method", "status"])
SECONDS = Histogram(
    "dimos_request_seconds", "Time to answer, by page.", ["view"], buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5)
)
QUEUE = """
    SELECT status::text, count(*), coalesce(extract(epoch FROM now() - min(scheduled_at)), 0)
    FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed') GROUP BY status
"""


class MetricsMiddleware:
    """Counts and times every answer under the name of its view; addresses and people are never labels."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        view = (match.view_name or "unnamed") if match else "none"
        # A visitor may invent methods; each label is kept for ever.
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(view, method, str(response.status_code)).inc()
        SECONDS.labels(view).observe(time.perf_counter() - begun)
        return response


class QueueCollector(Collector):
    """Jobs that wait, run or have failed; asked of the database at each scrape."""

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("dimos_database_up", "Whether the database answers.")
        jobs = GaugeMetricFamily("dimos_queue_jobs", "Jobs by state.", labels=["state"])
        oldest = GaugeMetricFamily("dimos_queue_oldest_seconds", "Age of the oldest job by state.", labels=["state"])
        try:
            with connection.cursor() as cursor:
                cursor.execute(QUEUE)
                for state, count, seconds in cursor.fetchall():
                    jobs.add_metric([state], count)
                    oldest.add_metric([state], float(seconds))
            up.add_metric([], 1)
        except DatabaseError:
            up.add_metric([], 0)
        yield from (up, jobs, oldest)


@transaction.non_atomic_requests
def metrics(request: HttpRequest) -> HttpResponse:
    """For this machine itself, or for whoever bears DIMOS_METRICS_TOKEN; for everybody else it is not there."""
    if not _may_scrape(request):
        raise Http404
    registry = CollectorRegistry()
    registry.register(QueueCollector())
    text = generate_latest(registry)
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        text += generate_latest(together)
    else:
        text += generate_latest(REGISTRY)
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)


def _may_scrape(request: HttpRequest) -> bool:
    token = settings.DIMOS_METRICS_TOKEN
    if token:
        offered = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(offered.encode(), token.encode())
    passed_on = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return request.META.get("REMOTE_ADDR", "") in NEARBY and not passed_on
