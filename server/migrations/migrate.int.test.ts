import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { getOperation } from "../operations/get";
import { getMigration } from "./get";
import type { MigrationOptions } from "./schema";
import { startMigration } from "./start";
import { type ServerLab, startServerLab } from "./testing/server-lab";

let s: ServerLab;
let intents = 0;
beforeAll(async () => {
  s = await startServerLab("int-migrations", 2);
}, 240_000);
afterAll(() => s?.dispose());

const options = (over: Partial<MigrationOptions> = {}): MigrationOptions => ({
  mode: "peerToPeer",
  copyStorage: false,
  autoConverge: false,
  acceptUnsafe: false,
  ...over,
});

function migrate(uuid: string, over: Partial<MigrationOptions> = {}, from = "kvm1", to = "kvm2") {
  return startMigration(s.verb(), {
    machine: { hostId: from, uuid },
    destinationId: to,
    options: options(over),
    intent: `intent-${++intents}-migrate`,
  });
}

const stateOn = async (host: string, guest: string) => {
  const answer = await s.lab.host(host).attempt(["virsh", "-q", "domstate", "--reason", guest]);
  return answer.code === 0 ? answer.stdout.trim() : "absent";
};

describe.each(["peerToPeer", "managed"] as const)("shared disk, %s", (mode) => {
  test("the machine goes on at the destination, persistent there and undefined here; the history has its figures", async () => {
    const name = `shared-${mode.toLowerCase()}`;
    const uuid = await s.guest("kvm1", { name, dirtyMibPerSecond: 4 });
    const before = await s.lab.readCounter("kvm1", name);
    const { id } = await migrate(uuid, { mode });
    const view = await s.ended(id);
    console.log(JSON.stringify(await getOperation(s.verb(), { id }), null, 1));
    expect(view).toMatchObject({ state: "succeeded", problem: null });
    expect(await stateOn("kvm1", name)).toBe("absent");
    expect(await stateOn("kvm2", name)).toBe("running (migrated)");
    expect(await s.lab.host("kvm2").virsh(["dominfo", name])).toMatch(/Persistent:\s+yes/);
    expect(await s.lab.readCounter("kvm2", name)).toBeGreaterThan(before);
    const row = await getMigration(s.verb(), { id });
    console.log(row);
    expect(row).toMatchObject({
      machine: { uuid, name },
      from: { hostId: "kvm1" },
      to: { hostId: "kvm2" },
      mode,
      state: "succeeded",
      requestedBy: { name: "ada" },
    });
    expect(row.downtimeMs).toBeGreaterThan(0);
    expect(row.totalBytes).toBeGreaterThan(1_000_000);
    expect(row.durationMs).toBeGreaterThan(100);
    await s.removeGuest(name);
  });
});
