import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import type { Db } from "../../db/client";
import { tempDatabase } from "../../db/testing/temp-database";
import { createSshIdentityStore } from "../../hosts/ssh-identity";
import { KeyRing } from "../../secrets/key-ring";
import { createSecretStore } from "../../secrets/secret-store";
import { createFleet } from "../fleet";
import type { Fleet, HostRecord } from "../fleet-types";

/** A fleet on a database of its own, as the server composes it. */
export interface FleetFixture {
  directory: string;
  db: Db;
  fleet: Fleet;
  /** Registers a host in the database and the fleet. */
  add(id: string, uri: string, patch?: Partial<HostRecord>): Promise<void>;
  /** Stops the fleet and starts another on the same database, as a restart does. */
  restart(): Promise<Fleet>;
  close(): Promise<void>;
}

export async function startFleetFixture(): Promise<FleetFixture> {
  const directory = await mkdtemp(join(tmpdir(), "flotilla-fleet-"));
  const database = await tempDatabase();
  const { db } = database;
  const secrets = createSecretStore(db, await KeyRing.load(directory));
  const identity = createSshIdentityStore(secrets);
  const log = pino({ level: process.env.LOG_LEVEL ?? "silent" });
  const make = () => createFleet({ db, log, identity, secrets });
  const fixture: FleetFixture = {
    directory,
    db,
    fleet: make(),
    async add(id, uri, patch = {}) {
      const record: HostRecord = {
        id,
        name: id,
        uri,
        hostKeySha256: null,
        enabled: true,
        addedAtMs: Date.now(),
        ...patch,
      };
      const { addedAtMs: _at, ...row } = record;
      await db.host.create({ data: row });
      fixture.fleet.addHost(record);
    },
    async restart() {
      await fixture.fleet.close();
      fixture.fleet = make();
      return fixture.fleet;
    },
    async close() {
      await fixture.fleet.close();
      await database.remove();
      await rm(directory, { recursive: true, force: true });
    },
  };
  await fixture.fleet.start();
  return fixture;
}

/** A description of a host for libvirt's test driver: so many machines, the first ones running. */
export async function writeTestHost(
  directory: string,
  name: string,
  machines: { count: number; running: number },
): Promise<string> {
  const domains = Array.from({ length: machines.count }, (_, i) => testDomain(i, machines.running));
  const path = join(directory, `${name}.xml`);
  await writeFile(path, `<node>${domains.join("\n")}</node>`);
  return path;
}

function testDomain(index: number, running: number): string {
  const state = index < running ? "1" : "5";
  const uuid = `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
  return `<domain type="test" xmlns:test="http://libvirt.org/schemas/domain/test/1.0">
  <name>m${String(index).padStart(5, "0")}</name><uuid>${uuid}</uuid>
  <title>Machine ${index}</title>
  <memory unit="KiB">${1_048_576 + index}</memory><vcpu>${1 + (index % 4)}</vcpu>
  <os><type arch="x86_64">hvm</type></os>
  <devices>
    <disk type="file" device="disk"><source file="/var/lib/libvirt/images/m${index}.qcow2"/><target dev="vda" bus="virtio"/></disk>
    <interface type="network"><mac address="52:54:00:00:${hex(index >> 8)}:${hex(index & 255)}"/><source network="default"/></interface>
  </devices>
  <test:runstate>${state}</test:runstate>
</domain>`;
}

const hex = (byte: number): string => byte.toString(16).padStart(2, "0");

/** Resolves with the first answer that is not undefined, null or false; fails after `timeoutMs` with what was hoped for. */
export async function until<T>(
  what: string,
  look: () => T | undefined | null | false,
  timeoutMs = 15_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
