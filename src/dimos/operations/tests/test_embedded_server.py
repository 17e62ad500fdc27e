import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from dimos.operations.embedded import EmbeddedServer, ServerBelongsToAnother, ServerDidNotStart
from dimos.operations.embedded.remains import clear_remains, processes_in

MakeServer = Callable[..., EmbeddedServer]


def ask(server: EmbeddedServer, question: str) -> object:
    with psycopg.connect(server.administrator_url) as connection:
        row = connection.execute(question).fetchone()
        return row[0] if row else None


def test_a_fresh_cluster_answers_and_knows_greek(make_server: MakeServer) -> None:
    server = make_server()
    server.start()

    assert ask(server, "SELECT lower('ΟΔΟΣ')") == "οδος"


def test_a_wrong_password_does_not_enter(make_server: MakeServer) -> None:
    server = make_server()
    server.start()

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(server.url(user="postgres", password="wrong", database="postgres"))


def test_only_its_own_user_may_read_the_cluster(make_server: MakeServer) -> None:
    server = make_server()
    server.start()

    assert server.cluster.home.stat().st_mode & 0o077 == 0
    assert server.cluster.data.stat().st_mode & 0o077 == 0


def test_it_does_not_run_as_root(make_server: MakeServer) -> None:
    server = make_server()
    server.start()

    assert Path(f"/proc/{server.pid}").stat().st_uid != 0


def test_what_was_committed_survives_a_kill(make_server: MakeServer) -> None:
    server = make_server(durable=True)
    server.start()
    with psycopg.connect(server.administrator_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
    assert server.pid
    os.kill(server.pid, signal.SIGKILL)
    server.stop()

    server.start()

    assert ask(server, "SELECT count(*) FROM kept") == 1000


def test_it_starts_beside_the_remains_of_a_killed_server(make_server: MakeServer) -> None:
    server = make_server()
    server.start()
    assert server.pid
    os.kill(server.pid, signal.SIGKILL)

    server.start()

    assert ask(server, "SELECT 1") == 1


def test_a_pid_file_that_names_a_stranger_is_no_obstacle(make_server: MakeServer) -> None:
    server = make_server()
    server.start()
    server.stop()
    (server.cluster.data / "postmaster.pid").write_text(f"{os.getppid()}\n{server.cluster.data}\n1\n1\n\n\n\n")

    server.start()

    assert ask(server, "SELECT 1") == 1


def test_clearing_waits_for_nobody_where_nobody_is(open_folder: Path) -> None:
    begun = time.monotonic()

    clear_remains(data=open_folder / "nowhere")

    assert time.monotonic() - begun < 1


def test_two_installations_run_beside_each_other(make_server: MakeServer) -> None:
    one, two = make_server("one"), make_server("two")
    one.start()
    two.start()

    assert one.port != two.port
    assert ask(one, "SELECT 1") == ask(two, "SELECT 1") == 1


def test_one_cluster_has_one_supervisor(make_server: MakeServer) -> None:
    make_server().start()

    with pytest.raises(ServerBelongsToAnother):
        make_server().start()


def test_a_path_too_long_for_a_socket_is_reached_over_loopback(make_server: MakeServer) -> None:
    server = make_server("x" * 100)
    server.start()

    assert "127.0.0.1" in server.administrator_url
    assert ask(server, "SELECT 1") == 1


def test_it_ends_when_its_parent_is_killed(make_server: MakeServer, open_folder: Path) -> None:
    cluster = make_server().cluster
    script = textwrap.dedent(f"""
        import time
        from pathlib import Path
        from dimos.operations.embedded import Cluster, EmbeddedServer
        from dimos.operations.unprivileged import server_user
        home = Path({str(cluster.home)!r})
        cluster = Cluster(home=home, user=server_user(), password={cluster.password!r}, durable=False)
        server = EmbeddedServer(cluster=cluster, log=Path({str(open_folder / "log")!r}))
        server.start()
        print("ready", flush=True)
        time.sleep(600)
    """)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        assert parent.stdout.readline() == "ready\n"
        assert processes_in(data=cluster.data)
        parent.kill()

    deadline = time.monotonic() + 20
    while processes_in(data=cluster.data) and time.monotonic() < deadline:
        os.sched_yield()

    assert processes_in(data=cluster.data) == []


def test_the_log_keeps_personal_data_out(make_server: MakeServer, open_folder: Path) -> None:
    server = make_server()
    server.start()
    with psycopg.connect(server.administrator_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE person (afm text UNIQUE)")
        connection.execute("INSERT INTO person VALUES ('099999999')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO person VALUES ('099999999')")

    log = (open_folder / "cluster.log").read_text()
    assert "duplicate key" in log
    assert "099999999" not in log


def test_it_runs_from_a_copy_where_the_environment_is_closed_to_its_user(
    make_server: MakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dimos.operations.embedded.programs.may_run", lambda **_: False)
    server = make_server()
    server.start()

    assert str(server.cluster.programs).startswith(str(server.cluster.home))
    assert ask(server, "SELECT to_tsvector('greek', 'Καλαμάτας')::text") == "'καλαματ':1"


def test_a_lost_password_is_said_at_once(make_server: MakeServer) -> None:
    server = make_server()
    stranger = EmbeddedServer(cluster=replace(server.cluster, password="forgotten"), log=server.cluster.home / "log")

    with pytest.raises(ServerDidNotStart, match=r"secrets\.json"):
        stranger.start()

    stranger.release()
