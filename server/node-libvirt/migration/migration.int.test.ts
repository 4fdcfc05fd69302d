import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { GuestSpec } from "../../../e2e/lab/guest-xml";
import type { LabHost } from "../../../e2e/lab/host";
import { defaultPlace, type Lab, raiseLab } from "../../../e2e/lab/lab";
import { takeDown } from "../../../e2e/lab/take-down";
import { typedParam, typedParamsToObject } from "../client/typed-params";
import { parseUuid } from "../client/uuid";
import { connect } from "../connect";
import {
  VIR_DOMAIN_PAUSED,
  VIR_DOMAIN_RUNNING,
  VIR_DOMAIN_SHUTOFF,
  VIR_ERR_MIGRATE_UNSAFE,
  VIR_ERR_NO_DOMAIN,
  VIR_MIGRATE_LIVE,
  VIR_MIGRATE_OFFLINE,
  VIR_MIGRATE_PERSIST_DEST,
  VIR_MIGRATE_UNDEFINE_SOURCE,
  VIR_MIGRATE_UNSAFE,
} from "../protocol/constants.gen";
import type { Domain } from "../protocol/remote-structs.gen";
import type { Connection } from "../rpc/connection";
import { parseUri } from "../uri/parse";
import { type ManagedRequest, migrateManaged } from "./managed";
import { migratePeerToPeer } from "./peer-to-peer";
import type { MigrationPhase } from "./types";

const labName = "int-migration";
const wholeMove =
  VIR_MIGRATE_LIVE | VIR_MIGRATE_PERSIST_DEST | VIR_MIGRATE_UNDEFINE_SOURCE | VIR_MIGRATE_UNSAFE;
/** Keeps the copying of a 64 MiB guest under way for several seconds. */
const slowly = typedParam.ullong("bandwidth", 4);

let lab: Lab;
let one: LabHost;
let two: LabHost;
const connections: Connection[] = [];
let guests = 0;

beforeAll(async () => {
  await takeDown(defaultPlace(labName));
  lab = await raiseLab({ name: labName, hosts: 2, storage: "bind" });
  one = lab.host("kvm1");
  two = lab.host("kvm2");
}, 180_000);

afterEach(async () => {
  for (const connection of connections.splice(0)) await connection.close();
});

afterAll(() => takeDown(defaultPlace(labName)));

async function open(host: LabHost): Promise<Connection> {
  const uri = { ...parseUri("qemu:///system"), params: { socket: host.paths.socket } };
  const connection = await connect(uri);
  connections.push(connection);
  return connection;
}

interface Guest {
  uuid: Uint8Array;
  name: string;
}

async function startGuest(host: LabHost, parts: Partial<GuestSpec> = {}): Promise<Guest> {
  const name = `guest${++guests}`;
  const spec: GuestSpec = { name, kind: "tiny", memoryMib: 64, dirtyMibPerSecond: 1, ...parts };
  const uuid = parseUuid(await lab.defineGuest(host.name, spec));
  await host.virsh(["start", name]);
  await expect.poll(() => lab.readCounter(host.name, name)).toBeGreaterThan(0);
  return { uuid, name };
}

async function stateAt(host: LabHost, { uuid }: Guest): Promise<number | "absent"> {
  const connection = await open(host);
  try {
    const { dom } = await connection.remote.domainLookupByUuid({ uuid });
    return (await connection.remote.domainGetState({ dom, flags: 0 })).state;
  } catch (error) {
    expect(error).toMatchObject({ libvirtCode: VIR_ERR_NO_DOMAIN });
    return "absent";
  }
}

/** Fresh connections and the guest's handle for a migration from `from`. */
async function request(from: LabHost, to: LabHost, guest: Guest): Promise<ManagedRequest> {
  const [source, sourceLong, destination] = await Promise.all([open(from), open(from), open(to)]);
  const { dom } = await source.remote.domainLookupByUuid({ uuid: guest.uuid });
  const params = [typedParam.string("migrate_uri", `tcp://${to.address}`)];
  return { source, sourceLong, destination, dom, params, flags: wholeMove };
}

async function isCopying(source: Connection, dom: Domain): Promise<boolean> {
  const { params } = await source.remote.domainGetJobStats({ dom, flags: 0 });
  return Number(typedParamsToObject(params).memory_processed ?? 0) > 0;
}

/** Ends a guest wherever it is, so that tests do not slow each other down. */
async function remove(guest: Guest): Promise<void> {
  for (const host of [one, two]) {
    await host.attempt(["virsh", "destroy", guest.name]);
    await host.attempt(["virsh", "undefine", guest.name]);
  }
}

describe("a managed migration", () => {
  test("moves a running guest there and back, its memory with it, and nothing stays behind", async () => {
    const guest = await startGuest(one);
    const phases: MigrationPhase[] = [];
    const before = await lab.readCounter("kvm1", guest.name);
    const there = await migrateManaged({
      ...(await request(one, two, guest)),
      onPhase: async (phase) => {
        phases.push(phase);
      },
    });
    expect(there).toMatchObject({ outcome: "succeeded", destination: { name: guest.name } });
    expect(phases).toEqual(["begin", "prepare", "perform", "finish", "confirm"]);
    expect([await stateAt(one, guest), await stateAt(two, guest)]).toEqual([
      "absent",
      VIR_DOMAIN_RUNNING,
    ]);
    await expect.poll(() => lab.readCounter("kvm2", guest.name)).toBeGreaterThan(before);
    expect(await two.virsh(["dominfo", guest.name])).toMatch(/Persistent:\s+yes/);
    const back = await migrateManaged(await request(two, one, guest));
    expect(back.outcome).toBe("succeeded");
    expect([await stateAt(one, guest), await stateAt(two, guest)]).toEqual([
      VIR_DOMAIN_RUNNING,
      "absent",
    ]);
    await remove(guest);
  });

  test("is refused as unsafe without shared storage, in libvirt's own words", async () => {
    const guest = await startGuest(one, { storage: "local" });
    const flags = wholeMove & ~VIR_MIGRATE_UNSAFE;
    const result = await migrateManaged({ ...(await request(one, two, guest)), flags });
    expect(result).toMatchObject({
      outcome: "failed",
      undone: true,
      error: { libvirtCode: VIR_ERR_MIGRATE_UNSAFE },
    });
    expect(await stateAt(one, guest)).toBe(VIR_DOMAIN_RUNNING);
    await remove(guest);
  });

  test("cancelled while copying, leaves the guest running where it was and nothing over there", async () => {
    const guest = await startGuest(one);
    const base = await request(one, two, guest);
    const cancel = new AbortController();
    const params = [...base.params, slowly];
    const migration = migrateManaged({ ...base, params, signal: cancel.signal });
    await expect.poll(() => isCopying(base.source, base.dom), { timeout: 10_000 }).toBe(true);
    cancel.abort();
    expect(await migration).toMatchObject({ outcome: "cancelled", phase: "perform", undone: true });
    expect([await stateAt(one, guest), await stateAt(two, guest)]).toEqual([
      VIR_DOMAIN_RUNNING,
      "absent",
    ]);
    await remove(guest);
  });

  test("to an address nobody listens on, fails with both sides as before", async () => {
    const guest = await startGuest(one);
    const base = await request(one, two, guest);
    const params = [typedParam.string("migrate_uri", `tcp://${one.address}:9`)];
    const result = await migrateManaged({ ...base, params });
    expect(result).toMatchObject({ outcome: "failed", undone: true });
    expect([await stateAt(one, guest), await stateAt(two, guest)]).toEqual([
      VIR_DOMAIN_RUNNING,
      "absent",
    ]);
    await remove(guest);
  });

  test("to a host where the name is taken, is refused before anything is copied", async () => {
    const guest = await startGuest(one);
    await lab.defineGuest("kvm2", { name: guest.name, kind: "tiny", storage: "local" });
    const result = await migrateManaged(await request(one, two, guest));
    expect(result).toMatchObject({ outcome: "failed", phase: "prepare", undone: true });
    expect(await stateAt(one, guest)).toBe(VIR_DOMAIN_RUNNING);
    const again = await one.virsh(["domjobinfo", guest.name]);
    expect(again).toMatch(/None/);
    await remove(guest);
  });

  test("that may not finish, is undone: the guest runs on at the source", async () => {
    const guest = await startGuest(one);
    const base = await request(one, two, guest);
    const before = await lab.readCounter("kvm1", guest.name);
    const result = await migrateManaged({
      ...base,
      onPhase: async (phase, { cancelled }) => {
        if (phase === "finish" && !cancelled) throw new Error("the disk is full");
      },
    });
    expect(result).toMatchObject({ outcome: "failed", phase: "finish", undone: true });
    expect([await stateAt(one, guest), await stateAt(two, guest)]).toEqual([
      VIR_DOMAIN_RUNNING,
      "absent",
    ]);
    await expect.poll(() => lab.readCounter("kvm1", guest.name)).toBeGreaterThan(before);
    await remove(guest);
  });

  test("held before confirm, never lets both copies run", async () => {
    const guest = await startGuest(one);
    const base = await request(one, two, guest);
    let seenAtHold: (number | "absent")[] = [];
    const result = await migrateManaged({
      ...base,
      onPhase: async (phase) => {
        if (phase !== "confirm") return;
        seenAtHold = [await stateAt(one, guest), await stateAt(two, guest)];
        throw new Error("held");
      },
    });
    expect(result).toMatchObject({ outcome: "unconfirmed", destination: { name: guest.name } });
    expect(seenAtHold).toEqual([VIR_DOMAIN_PAUSED, VIR_DOMAIN_RUNNING]);
    await remove(guest);
  });

  test("of a guest that is off, moves its definition", async () => {
    const name = `guest${++guests}`;
    const uuid = parseUuid(await lab.defineGuest("kvm1", { name, kind: "tiny" }));
    const guest = { uuid, name };
    const flags =
      VIR_MIGRATE_OFFLINE |
      VIR_MIGRATE_PERSIST_DEST |
      VIR_MIGRATE_UNDEFINE_SOURCE |
      VIR_MIGRATE_UNSAFE;
    const result = await migrateManaged({ ...(await request(one, two, guest)), flags });
    expect(result.outcome).toBe("succeeded");
    expect([await stateAt(one, guest), await stateAt(two, guest)]).toEqual([
      "absent",
      VIR_DOMAIN_SHUTOFF,
    ]);
    await remove(guest);
  });

  test("whose source connection is lost while copying, is told as not undone; the source cancels it", async () => {
    const guest = await startGuest(one);
    const base = await request(one, two, guest);
    const params = [...base.params, slowly];
    const migration = migrateManaged({ ...base, params });
    await expect.poll(() => isCopying(base.source, base.dom), { timeout: 10_000 }).toBe(true);
    await Promise.all([base.source.close(), base.sourceLong.close()]);
    expect(await migration).toMatchObject({ outcome: "failed", phase: "perform", undone: false });
    await expect.poll(() => stateAt(two, guest), { timeout: 10_000 }).toBe("absent");
    await expect.poll(() => one.virsh(["domjobinfo", guest.name])).toMatch(/None/);
    expect(await stateAt(one, guest)).toBe(VIR_DOMAIN_RUNNING);
    await remove(guest);
  });
});

describe("a destination that stops answering in finish", () => {
  test("leaves the outcome open, and at no time do both copies run", async () => {
    const guest = await startGuest(one);
    const base = await request(one, two, guest);
    const uri = { ...parseUri("qemu:///system"), params: { socket: two.paths.socket } };
    const destination = await connect(uri, { keepalive: { intervalMs: 500, count: 2 } });
    connections.push(destination);
    let stalled: { heal(): Promise<void> } | undefined;
    const result = await migrateManaged({
      ...base,
      destination,
      onPhase: async (phase) => {
        if (phase === "finish") stalled = await lab.faults.stopDaemon("kvm2", "libvirtd");
      },
    });
    expect(result).toMatchObject({ outcome: "indeterminate", phase: "finish" });
    expect(await stateAt(one, guest)).toBe(VIR_DOMAIN_PAUSED);
    await stalled?.heal();
    // Awake again, the destination answers the finish it was asked for: the guest runs there.
    await expect.poll(() => stateAt(two, guest), { timeout: 10_000 }).toBe(VIR_DOMAIN_RUNNING);
    expect(await stateAt(one, guest)).toBe(VIR_DOMAIN_PAUSED);
    await remove(guest);
  });
});

describe("a peer-to-peer migration", () => {
  const dconnuri = "qemu+tcp://kvm2/system";

  test("is driven by the source host with its own credentials", async () => {
    const guest = await startGuest(one);
    const result = await migratePeerToPeer({ ...(await request(one, two, guest)), dconnuri });
    expect(result.outcome).toBe("succeeded");
    expect([await stateAt(one, guest), await stateAt(two, guest)]).toEqual([
      "absent",
      VIR_DOMAIN_RUNNING,
    ]);
    await remove(guest);
  });

  test("cancelled while copying, leaves the guest where it was", async () => {
    const guest = await startGuest(one);
    const base = await request(one, two, guest);
    const cancel = new AbortController();
    const params = [...base.params, slowly];
    const migration = migratePeerToPeer({ ...base, params, dconnuri, signal: cancel.signal });
    await expect.poll(() => isCopying(base.source, base.dom), { timeout: 10_000 }).toBe(true);
    cancel.abort();
    expect(await migration).toMatchObject({ outcome: "cancelled" });
    expect([await stateAt(one, guest), await stateAt(two, guest)]).toEqual([
      VIR_DOMAIN_RUNNING,
      "absent",
    ]);
    await remove(guest);
  });

  test("goes on without us: a lost answer is indeterminate, and the guest arrives", async () => {
    const guest = await startGuest(one);
    const base = await request(one, two, guest);
    const params = [...base.params, slowly];
    const migration = migratePeerToPeer({ ...base, params, dconnuri });
    await expect.poll(() => isCopying(base.source, base.dom), { timeout: 10_000 }).toBe(true);
    await base.sourceLong.close();
    expect(await migration).toMatchObject({ outcome: "indeterminate" });
    await expect.poll(() => stateAt(one, guest), { timeout: 40_000 }).toBe("absent");
    expect(await stateAt(two, guest)).toBe(VIR_DOMAIN_RUNNING);
    await remove(guest);
  }, 90_000);

  test("to a host the source cannot reach, fails with the source's reason", async () => {
    const guest = await startGuest(one);
    const base = await request(one, two, guest);
    const result = await migratePeerToPeer({ ...base, dconnuri: "qemu+tcp://kvm2:1/system" });
    expect(result).toMatchObject({ outcome: "failed", undone: true });
    expect(await stateAt(one, guest)).toBe(VIR_DOMAIN_RUNNING);
    await remove(guest);
  });
});
