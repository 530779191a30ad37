"""Arrays in files."""

import gc
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.storage.arrays import load_array, save_array

THREADS = 2
TIMES = 2000


class Rubbish:
    """What only the collector frees, which then runs Python, so that another thread may go on."""

    def __init__(self) -> None:
        self.myself = self

    def __del__(self) -> None:
        for _ in range(50):
            pass


@pytest.fixture
def busy_collector() -> Iterator[None]:
    """Collect often, and let the threads take turns often."""
    interval, thresholds = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(1e-6)
    gc.set_threshold(50)
    yield
    gc.set_threshold(*thresholds)
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("busy_collector")
def test_arrays_are_loaded_by_several_threads_at_once(tmp_path: Path) -> None:
    array = np.zeros(3, [("document", "<u4"), ("start", "<u4"), ("end", "<u4"), ("sentence", "<u8")])
    save_array(tmp_path / "array.npy", array)
    together = threading.Barrier(THREADS)

    def load() -> set[bytes]:
        together.wait(timeout=30)
        loaded = set()
        for _ in range(TIMES):
            rubbish = [Rubbish() for _ in range(5)]
            loaded.add(load_array(tmp_path / "array.npy").tobytes())
            del rubbish
        return loaded

    with ThreadPoolExecutor(THREADS) as pool:
        threads = [pool.submit(load) for _ in range(THREADS)]
    assert [thread.result() for thread in threads] == [{array.tobytes()}] * THREADS
