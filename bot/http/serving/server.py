"""The service as one process or several: its sockets, its limits, how it is ended."""

import logging
import secrets
import signal
import socket
import sys
from contextlib import nullcontext, suppress
from dataclasses import replace

import uvicorn

from bot.config import Config, share_figures, split_metrics
from bot.http.middleware.access_log import describe_logging
from bot.http.middleware.request_limits import HEAD_KILOBYTES
from bot.http.serving.connections import TimedConnection
from bot.http.serving.descriptors import are_descriptors_short, describe_shortage
from bot.http.serving.event_loop import is_in_terminal
from bot.http.serving.workers import Workers
from index.errors import ConfigError
from index.files import make_folder

FACTORY = "bot.http.app:app_from_environment"
LOOP = "bot.http.serving.event_loop:Loop"
SECONDS_TO_FINISH = 10
SECONDS_UNTIL_DEAD = 30  # a worker that says nothing for so long, as when it starts, is begun anew
SECONDS_IDLE = 65  # longer than nginx keeps its side of an idle connection: else it may ask on a closed one

log = logging.getLogger("uvicorn.error")  # the one that the server shows


def serve(config: Config, factory: str = FACTORY) -> None:
    """Run the service until SIGTERM or SIGINT; requests under way are finished first.

    `factory` is "module:function" of what makes the application, in each worker process. Raises OSError
    when the address of the service cannot be used, and ConfigError when that of the figures cannot, or when
    hardly a file can be opened.
    """
    if are_descriptors_short():
        raise describe_shortage()
    # Workers that share a store must hash addresses alike.
    replace(config, salt=config.salt or secrets.token_hex()).export()
    signal.signal(signal.SIGTERM, _end)  # uvicorn raises the signal again when it is done
    with make_folder() if config.workers > 1 else nullcontext() as folder:
        if folder:
            share_figures(folder)
        options = uvicorn.Config(
            factory,
            factory=True,
            host=config.host,
            port=config.port,
            workers=config.workers,
            loop=LOOP,
            http=TimedConnection,
            ws="none",
            h11_max_incomplete_event_size=HEAD_KILOBYTES * 1024,
            timeout_keep_alive=SECONDS_IDLE,
            timeout_graceful_shutdown=SECONDS_TO_FINISH,
            timeout_worker_healthcheck=SECONDS_UNTIL_DEAD,
            # Without these two lines uvicorn believes what 127.0.0.1 says about clients.
            proxy_headers=bool(config.proxies),
            forwarded_allow_ips=list(config.proxies),
            log_config=describe_logging(),
            access_log=False,  # it would keep the questions that stand in addresses
            server_header=False,
        )
        sockets = _listen(config)
        host = f"[{config.host}]" if ":" in config.host else config.host
        log.info("Uvicorn running on http://%s:%d (Press CTRL+C to quit)", host, config.port)
        with suppress(KeyboardInterrupt):
            if config.workers > 1:
                supervisor = Workers(options, sockets)
                if is_in_terminal():  # else SIGHUP has each worker replaced by a new one
                    signal.signal(signal.SIGHUP, lambda *_: supervisor.signal_queue.append(signal.SIGTERM))
                supervisor.run()
            else:
                server = uvicorn.Server(options)
                server.run(sockets)
                if not server.started:  # as uvicorn.run does: whoever started it must know
                    sys.exit(1)


def _listen(config: Config) -> list[socket.socket]:
    """Return the socket of the service and, if they are told, that of the figures."""
    sockets = [_open_socket(config.host, config.port)]
    if address := split_metrics(config):
        try:
            sockets.append(_open_socket(*address))
        except OSError as error:
            values = {"variable": "PARTNERBOT_METRICS", "value": config.metrics, "reason": error.strerror}
            raise ConfigError("metrics_unheard", **values) from error
    return sockets


def _open_socket(host: str, port: int) -> socket.socket:
    return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)


def _end(*_: object) -> None:
    raise SystemExit(0)
