"""Load the running service for two minutes with twice the questions that one worker can answer.

The service runs as the public meets it, with the real model and the index in var/index, but without a rate
limit. The client is wrk on the same machine. Argument: seconds of load, 120 without it.
"""

import os
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

from benchmarks.client import (
    Case,
    Counts,
    Run,
    ask_known,
    find_free_port,
    measure_memory,
    put_off,
    require_wrk,
    wait_until_ready,
    write_request,
)

SECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else 120
PROBE_SECONDS = max(3, SECONDS // 8)
READERS = 64
OVERLOAD = 2.4  # aimed at, so that twice the capacity is asked for certain
DAYS = 40  # so that there are more questions than answers are kept
SECONDS_BETWEEN_LOOKS = 2


def load(address: str, process: int) -> bool:
    """Print what the service did under load; return whether it kept what it has to."""
    known = ask_known(address)
    cases = [
        Case(write_request(question, days), {put_off(answer, days): "right"})
        for days in range(1, DAYS + 1)
        for question, answer in known.items()
    ]
    print(f"{len(known)} questions whose right answers are known, asked on {DAYS} days")
    probes = {}
    for readers in (1, 2, 4):
        probes[readers] = Run(address, cases, readers, seconds=PROBE_SECONDS).finish()
        cases = cases[len(cases) // 4 :] + cases[: len(cases) // 4]  # others, of which no answer is kept
    idle = probes[1]
    capacity = max(probe.answers / probe.seconds for probe in probes.values())
    pause = 1000 * READERS / (OVERLOAD * capacity) - idle.percentile(50)
    memory = [measure_memory(process)]
    over = Event()

    def watch() -> None:
        while not over.wait(SECONDS_BETWEEN_LOOKS):
            memory.append(measure_memory(process))

    watcher = Thread(target=watch)
    watcher.start()
    counts = Run(address, cases, READERS, pause, SECONDS).finish()
    over.set()
    watcher.join()
    memory.append(measure_memory(process))
    return tell(idle, capacity, counts, memory)


def tell(idle: Counts, capacity: float, counts: Counts, memory: list[float]) -> bool:
    """Print the table of one run; return whether every figure is within its bound."""
    asked = counts.answers + counts.refused + sum(counts.others.values())
    overload = asked / counts.seconds / capacity
    slower = counts.percentile(99) / idle.percentile(50)
    growth = memory[-1] / memory[0] - 1
    rows = [
        ("unloaded: p50, p99", tell_times(idle), "", True),
        ("capacity of one worker", f"{capacity:.1f} answers a second", "", True),
        ("asked", f"{asked} in {counts.seconds:.0f} s", "", True),
        ("asked over capacity", f"{overload:.2f}", "≥ 2", overload >= 2),
        ("answered", f"{counts.answers}, {counts.answers / counts.seconds:.1f} a second", "", True),
        ("refused at once with 503", f"{counts.refused}", "", True),
        ("wrong answers, other statuses, errors", f"{counts.others or 0}", "0", not counts.others),
        ("accepted: p50, p99", tell_times(counts), "", True),
        ("p99 of the accepted over unloaded p50", f"{slower:.2f}", "≤ 5", slower <= 5),
        ("memory: start, peak", f"{memory[0]:.0f} MB, {max(memory):.0f} MB", "", True),
        ("memory: end over start", f"{memory[-1]:.0f} MB, {growth:+.1%}", "≤ 5 %", growth <= 0.05),
    ]
    for name, figure, bound, kept in rows:
        verdict = ("kept" if kept else "NOT KEPT") if bound else ""
        print(f"{name:40} {figure:40} {bound:8} {verdict}".rstrip())
    return all(kept for *_, kept in rows)


def tell_times(counts: Counts) -> str:
    """Return the usual and the long time of an accepted answer."""
    return f"{counts.percentile(50):.0f} ms, {counts.percentile(99):.0f} ms"


require_wrk()
port = find_free_port()
settings = {
    "PARTNERBOT_PORT": str(port),
    "PARTNERBOT_WORKERS": "1",
    "PARTNERBOT_RATE": "off",
    "PARTNERBOT_METRICS": "off",
}
command = [str(Path(sys.executable).with_name("partnerbot")), "serve"]
with subprocess.Popen(command, env=os.environ | settings, stdout=subprocess.DEVNULL) as service:  # noqa: S603
    try:
        wait_until_ready(f"http://127.0.0.1:{port}")
        kept = load(f"http://127.0.0.1:{port}", service.pid)
    finally:
        service.terminate()
sys.exit(0 if kept else 1)
