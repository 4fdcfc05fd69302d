import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { typedParam, typedParamsToObject } from "../client/typed-params";
import {
  VIR_DOMAIN_PAUSED,
  VIR_DOMAIN_RUNNING,
  VIR_ERR_MIGRATE_FINISH_OK,
  VIR_ERR_OPERATION_ABORTED,
  VIR_ERR_OPERATION_FAILED,
  VIR_FROM_QEMU,
  VIR_MIGRATE_LIVE,
  VIR_MIGRATE_OFFLINE,
  VIR_MIGRATE_PAUSED,
  VIR_MIGRATE_PEER2PEER,
} from "../protocol/constants.gen";
import { type Connection, connectOver } from "../rpc/connection";
import { dial, FakeDaemon, FakeRefusal } from "../testing/index";
import { type ManagedRequest, migrateManaged } from "./managed";
import { migratePeerToPeer } from "./peer-to-peer";
import type { MigrationPhase, PhaseFacts } from "./types";

const dom = { name: "web", uuid: new Uint8Array(16).fill(7), id: 3 };
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const cookie = (name: string) => Buffer.from(name);

let source: FakeDaemon;
let destination: FakeDaemon;
let connections: Connection[];
/** What both daemons were asked, in order. */
let seen: string[];

async function open(daemon: FakeDaemon): Promise<Connection> {
  const connection = await connectOver(await dial({ path: daemon.socketPath }), { name: null });
  connections.push(connection);
  return connection;
}

beforeEach(async () => {
  seen = [];
  connections = [];
  [source, destination] = await Promise.all([FakeDaemon.start(), FakeDaemon.start()]);
  for (const daemon of [source, destination]) {
    daemon.on("connectSupportsFeature", () => ({ supported: 1 }));
  }
  source.on("domainGetState", () => ({ state: VIR_DOMAIN_RUNNING, reason: 1 }));
  source.on("domainMigrateBegin3Params", ({ flags }) => {
    seen.push(`begin ${flags}`);
    return { xml: "<domain/>", cookieOut: cookie("from begin") };
  });
  destination.on("domainMigratePrepare3Params", ({ params, cookieIn, flags }) => {
    const { destination_xml } = typedParamsToObject(params);
    seen.push(`prepare ${flags} ${destination_xml} ${text(cookieIn)}`);
    return { uriOut: "tcp:kvm2:49152", cookieOut: cookie("from prepare") };
  });
  source.on("domainMigratePerform3Params", ({ params, cookieIn, dconnuri }) => {
    const { migrate_uri } = typedParamsToObject(params);
    seen.push(`perform ${migrate_uri} ${dconnuri} ${text(cookieIn)}`);
    return { cookieOut: cookie("from perform") };
  });
  destination.on("domainMigrateFinish3Params", ({ params, cookieIn, cancelled }) => {
    const { destination_name } = typedParamsToObject(params);
    seen.push(`finish(${cancelled}) ${destination_name} ${text(cookieIn)}`);
    if (cancelled === 1)
      throw new FakeRefusal(
        VIR_ERR_MIGRATE_FINISH_OK,
        VIR_FROM_QEMU,
        "migration successfully aborted",
      );
    return { dom: { ...dom, id: 9 }, cookieOut: cookie("from finish") };
  });
  source.on("domainMigrateConfirm3Params", ({ cookieIn, cancelled }) => {
    seen.push(`confirm(${cancelled}) ${text(cookieIn)}`);
  });
});

afterEach(async () => {
  for (const connection of connections) await connection.close();
  await Promise.all([source.stop(), destination.stop()]);
});

async function migrate(options: Partial<ManagedRequest> = {}) {
  return await migrateManaged({
    source: await open(source),
    sourceLong: await open(source),
    destination: await open(destination),
    dom,
    params: [],
    flags: VIR_MIGRATE_LIVE,
    ...options,
  });
}

function failWith(code: number, message: string, domain = VIR_FROM_QEMU) {
  return () => {
    throw new FakeRefusal(code, domain, message);
  };
}

const stopAt = (phase: MigrationPhase) => async (current: MigrationPhase, facts: PhaseFacts) => {
  if (current === phase && !facts.cancelled) throw new Error("the disk is full");
};

describe("migrateManaged", () => {
  test("hands cookies, XML and address from phase to phase, each announced before it is taken", async () => {
    const log = async (phase: MigrationPhase, facts: PhaseFacts) => {
      seen.push(`[${phase}${facts.migrateUri ?? ""}${facts.destination?.id ?? ""}]`);
    };
    const result = await migrate({ onPhase: log });
    expect(result).toEqual({ outcome: "succeeded", destination: { ...dom, id: 9 } });
    expect(seen).toEqual([
      "[begin]",
      "begin 257",
      "[prepare]",
      "prepare 1 <domain/> from begin",
      "[performtcp:kvm2:49152]",
      "perform tcp:kvm2:49152 null from prepare",
      "[finish]",
      "finish(0) web from perform",
      "[confirm9]",
      "confirm(0) from finish",
    ]);
  });

  test("a destination without a word on where to send takes the caller's address", async () => {
    destination.on("domainMigratePrepare3Params", () => ({ uriOut: null, cookieOut: cookie("c") }));
    const result = await migrate({ params: [typedParam.string("migrate_uri", "tcp://10.0.0.2")] });
    expect(result.outcome).toBe("succeeded");
    expect(seen).toContain("perform tcp://10.0.0.2 null c");
  });

  test("nowhere to send: both sides are told, nothing is copied", async () => {
    destination.on("domainMigratePrepare3Params", () => ({ uriOut: null, cookieOut: cookie("c") }));
    const result = await migrate();
    expect(result).toMatchObject({ outcome: "failed", phase: "perform", undone: true });
    expect(seen.slice(1)).toEqual(["finish(1) web c", "confirm(1) "]);
  });

  test("a guest that is off is defined over there without copying", async () => {
    const result = await migrate({ flags: VIR_MIGRATE_OFFLINE });
    expect(result.outcome).toBe("succeeded");
    expect(seen.slice(2)).toEqual(["finish(0) web ", "confirm(0) from finish"]);
  });

  test("a paused guest arrives paused", async () => {
    source.on("domainGetState", () => ({ state: VIR_DOMAIN_PAUSED, reason: 1 }));
    await migrate();
    expect(seen[1]).toBe(`prepare ${VIR_MIGRATE_LIVE | VIR_MIGRATE_PAUSED} <domain/> from begin`);
  });

  test("a refused prepare ends the source's job and keeps its reason", async () => {
    destination.on("domainMigratePrepare3Params", failWith(55, "name taken"));
    const result = await migrate();
    expect(result).toMatchObject({ outcome: "failed", phase: "prepare", undone: true });
    expect(result).toMatchObject({ error: { message: "name taken", libvirtCode: 55 } });
    expect(seen.slice(1)).toEqual(["confirm(1) "]);
  });

  test("a failed copying clears the destination and does not confirm", async () => {
    source.on(
      "domainMigratePerform3Params",
      failWith(VIR_ERR_OPERATION_FAILED, "unexpectedly failed"),
    );
    const result = await migrate();
    expect(result).toMatchObject({ outcome: "failed", phase: "perform", undone: true });
    expect(result).toMatchObject({ error: { message: "unexpectedly failed" } });
    expect(seen.slice(2)).toEqual(["finish(1) web "]);
  });

  test("a destination whose QEMU died says why", async () => {
    source.on(
      "domainMigratePerform3Params",
      failWith(VIR_ERR_OPERATION_FAILED, "unexpectedly failed"),
    );
    destination.on("domainMigrateFinish3Params", failWith(1, "qemu: out of memory"));
    expect(await migrate()).toMatchObject({ error: { message: "qemu: out of memory" } });
  });

  test("a refused finish lets the source go on", async () => {
    destination.on("domainMigrateFinish3Params", failWith(1, "cannot start"));
    const result = await migrate();
    expect(result).toMatchObject({ outcome: "failed", phase: "finish", undone: true });
    expect(seen.at(-1)).toBe("confirm(1) ");
  });

  test("a lost answer to finish leaves the source alone: the guest may run over there", async () => {
    destination.setFault("domainMigrateFinish3Params", "drop");
    const result = await migrate();
    expect(result).toMatchObject({ outcome: "indeterminate", phase: "finish" });
    expect(seen.filter((call) => call.startsWith("confirm"))).toEqual([]);
  });

  test("a lost source while copying is told as not undone", async () => {
    source.setFault("domainMigratePerform3Params", "drop");
    const result = await migrate();
    expect(result).toMatchObject({ outcome: "failed", phase: "perform", undone: false });
    expect(seen.at(-1)).toBe("finish(1) web ");
  });

  test("a refused confirm says that a copy is left at the source", async () => {
    source.on("domainMigrateConfirm3Params", failWith(1, "busy"));
    const result = await migrate();
    expect(result).toMatchObject({ outcome: "unconfirmed", destination: { id: 9 } });
  });

  test.each([
    ["begin", []],
    ["prepare", ["confirm(1) "]],
    ["perform", ["finish(1) web from prepare", "confirm(1) "]],
    ["finish", ["finish(1) web from perform", "confirm(1) "]],
  ] as const)(
    "a %s that cannot be written down is not taken, and the rest undone",
    async (phase, undo) => {
      const result = await migrate({ onPhase: stopAt(phase) });
      expect(result).toMatchObject({ outcome: "failed", phase, undone: true });
      expect(result).toMatchObject({ error: { message: "the disk is full" } });
      const taken = ["begin", "prepare", "perform", "finish"].indexOf(phase);
      expect(seen.slice(taken)).toEqual(undo);
    },
  );

  test("held before confirm, the source keeps its paused copy and the destination the guest", async () => {
    const result = await migrate({ onPhase: stopAt("confirm") });
    expect(result).toMatchObject({ outcome: "unconfirmed", destination: { id: 9 } });
    expect(seen.at(-1)).toBe("finish(0) web from perform");
  });

  test("cancelling while copying aborts the job from the other connection, again until it ends", async () => {
    const cancel = new AbortController();
    let aborts = 0;
    source.setFault("domainMigratePerform3Params", "stall");
    source.on("domainAbortJob", () => {
      aborts++;
      if (aborts === 1) throw new FakeRefusal(55, VIR_FROM_QEMU, "no job is active on the domain");
    });
    const sourceLong = await open(source);
    const migration = migrate({ signal: cancel.signal, sourceLong });
    await expect.poll(() => seen.length).toBe(2);
    cancel.abort();
    await expect.poll(() => aborts).toBeGreaterThan(1);
    await sourceLong.close();
    expect(await migration).toMatchObject({ outcome: "cancelled", phase: "perform" });
    expect(seen.at(-1)).toBe("finish(1) web ");
  });

  test("the daemon's word for an aborted job is a cancellation", async () => {
    source.on(
      "domainMigratePerform3Params",
      failWith(VIR_ERR_OPERATION_ABORTED, "canceled by client"),
    );
    expect(await migrate()).toMatchObject({ outcome: "cancelled", phase: "perform", undone: true });
  });

  test("cancelled after the copying, it completes", async () => {
    const cancel = new AbortController();
    const onPhase = async (phase: MigrationPhase) => {
      if (phase === "finish") cancel.abort();
    };
    expect(await migrate({ signal: cancel.signal, onPhase })).toMatchObject({
      outcome: "succeeded",
    });
  });

  test("cancelled before the copying, everything is undone", async () => {
    const cancel = new AbortController();
    const onPhase = async (phase: MigrationPhase) => {
      if (phase === "prepare") cancel.abort();
    };
    const result = await migrate({ signal: cancel.signal, onPhase });
    expect(result).toMatchObject({ outcome: "cancelled", phase: "perform", undone: true });
  });

  test("a daemon too old to migrate this way is named before anything is begun", async () => {
    destination.on("connectSupportsFeature", ({ feature }) => ({
      supported: feature === 13 ? 0 : 1,
    }));
    const result = await migrate();
    expect(result).toMatchObject({ outcome: "failed", phase: "begin", undone: true });
    expect(result).toMatchObject({ error: { code: "MIGRATION_UNSUPPORTED" } });
    expect(seen).toEqual([]);
  });

  test("peer-to-peer is refused here: it has its own function", async () => {
    const result = await migrate({ flags: VIR_MIGRATE_LIVE | VIR_MIGRATE_PEER2PEER });
    expect(result).toMatchObject({ error: { code: "MIGRATION_UNSUPPORTED" } });
  });
});

describe("migratePeerToPeer", () => {
  async function peer(options: { signal?: AbortSignal; sourceLong?: Connection } = {}) {
    return await migratePeerToPeer({
      source: await open(source),
      sourceLong: options.sourceLong ?? (await open(source)),
      dom,
      dconnuri: "qemu+tls://kvm2/system",
      params: [],
      flags: VIR_MIGRATE_LIVE,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  }

  test("is one call to the source, with the destination's address in it", async () => {
    expect(await peer()).toEqual({ outcome: "succeeded", destination: null });
    expect(seen).toEqual(["perform undefined qemu+tls://kvm2/system "]);
  });

  test("a refusal is a failure with the daemon's reason", async () => {
    source.on("domainMigratePerform3Params", failWith(38, "unable to connect"));
    expect(await peer()).toMatchObject({
      outcome: "failed",
      error: { message: "unable to connect" },
    });
  });

  test("a lost answer is no failure: the source goes on without us", async () => {
    source.setFault("domainMigratePerform3Params", "drop");
    expect(await peer()).toMatchObject({ outcome: "indeterminate", phase: "perform" });
  });

  test("cancelled before it began, nothing is asked", async () => {
    const result = await peer({ signal: AbortSignal.abort() });
    expect(result).toMatchObject({ outcome: "cancelled", undone: true });
    expect(seen).toEqual([]);
  });
});
