import { connect } from "node:net";
import { afterAll, beforeAll } from "vitest";
import type { GuestSpec } from "./guest-xml";
import type { LabHost } from "./host";
import { defaultPlace, type Lab, raiseLab } from "./lab";
import { run } from "./run";
import { takeDown } from "./take-down";
import { waitUntil } from "./wait-until";

/** A lab for the tests of one file: raised before them, taken down after them. */
export function labUnderTest(name: string): { readonly lab: () => Lab; readonly name: string } {
  let lab: Lab | undefined;
  beforeAll(async () => {
    await takeDown(defaultPlace(name));
    lab = await raiseLab({ name });
  }, 120_000);
  afterAll(() => takeDown(defaultPlace(name)));
  return {
    name,
    lab: () => {
      if (lab === undefined) throw new Error("the lab is raised before the first test only");
      return lab;
    },
  };
}

export function virshAt(uri: string, ...args: string[]): Promise<string> {
  return run(["virsh", "-q", "-c", uri, ...args]);
}

export async function stateOf(host: LabHost, guest: string): Promise<string> {
  return (await host.virsh(["domstate", guest])).trim();
}

/** Defines and starts a guest; returns when a tiny one counts. */
export async function started(lab: Lab, host: string, spec: GuestSpec): Promise<void> {
  await lab.defineGuest(host, spec);
  await lab.host(host).virsh(["start", spec.name]);
  if (spec.kind === "linux") return;
  await waitUntil("boot sector", async () => (await lab.readCounter(host, spec.name)) > 0);
}

export async function removed(host: LabHost, guest: string): Promise<void> {
  await host.attempt(["virsh", "destroy", guest]);
  await host.virsh(["undefine", guest]);
}

export interface Move {
  readonly guest: string;
  readonly from: LabHost;
  readonly to: LabHost;
  readonly scheme: "ssh" | "tcp";
}

export function migrate({ guest, from, to, scheme }: Move): Promise<string> {
  const how = ["--live", "--p2p", "--persistent", "--undefinesource"];
  const where = [`qemu+${scheme}://${to.name}/system`, "--migrateuri", `tcp://${to.name}`];
  return from.virsh(["migrate", ...how, guest, ...where]);
}

/** What a TCP connection to `port` brings in the given time: a refusal, silence or bytes. */
export function greeting(host: LabHost, port: number, waitMs: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, host.address);
    let outcome = "no connection";
    const end = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(outcome);
    };
    const timer = setTimeout(end, waitMs);
    socket.once("connect", () => {
      outcome = "connected, silent";
    });
    socket.once("error", end);
    socket.once("data", (data) => {
      outcome = data.toString("latin1").slice(0, 4);
      end();
    });
  });
}
