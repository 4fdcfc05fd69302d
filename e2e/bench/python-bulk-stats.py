"""Wall milliseconds of python3-libvirt for the bulk statistics the list needs, one JSON list on stdout."""

import json
import sys
import time

import libvirt

uri, rounds = sys.argv[1], int(sys.argv[2])
groups = (
    libvirt.VIR_DOMAIN_STATS_STATE
    | libvirt.VIR_DOMAIN_STATS_VCPU
    | libvirt.VIR_DOMAIN_STATS_BALLOON
)
connection = libvirt.open(uri)
samples = []
for _ in range(rounds):
    started = time.perf_counter()
    count = len(connection.getAllDomainStats(groups))
    samples.append((time.perf_counter() - started) * 1000)
connection.close()
print(json.dumps({"count": count, "ms": samples}))
