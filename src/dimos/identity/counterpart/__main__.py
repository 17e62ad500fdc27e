"""`python -m dimos.identity.counterpart --port 8001 --public-url http://localhost:8001`."""

import argparse

from dimos.identity.counterpart.application import LOCAL_CLIENTS, Counterpart
from dimos.identity.counterpart.server import serve


def main() -> None:
    parser = argparse.ArgumentParser(description="Demonstration identity provider that speaks TAXISnet's protocol.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--public-url", default="", help="where browsers reach it (http://localhost:PORT)")
    parser.add_argument(
        "--redirect-pattern", default=LOCAL_CLIENTS, help="regular expression of the answers' addresses"
    )
    options = parser.parse_args()
    application = Counterpart(redirect_pattern=options.redirect_pattern)
    with serve(application, host=options.host, port=options.port) as server:
        print(f"Demonstration sign-in at {options.public_url or server.address}", flush=True)  # noqa: T201
        server.wait()


if __name__ == "__main__":
    main()
