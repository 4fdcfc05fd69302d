"""The other side of the comparison: the same work through python3-libvirt, on command.

Reads one task name a line, answers one line of JSON with wall and CPU milliseconds.
"""
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import libvirt

conn = libvirt.open(sys.argv[1])
doms = conn.listAllDomains()
pool = ThreadPoolExecutor(64)


def info(index):
    return doms[index % len(doms)].info()


TASKS = {
    "list": lambda: conn.listAllDomains(),
    "stats": lambda: conn.getAllDomainStats(),
    "inFlight": lambda: list(pool.map(info, range(int(sys.argv[2])))),
}

print("ready", flush=True)
for line in sys.stdin:
    task = TASKS[line.strip()]
    wall, cpu = time.perf_counter(), time.process_time()
    task()
    print(
        json.dumps(
            {
                "wallMs": (time.perf_counter() - wall) * 1000,
                "cpuMs": (time.process_time() - cpu) * 1000,
            }
        ),
        flush=True,
    )
