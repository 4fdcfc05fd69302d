import {
  type CallOptions,
  type Connection,
  type Domain,
  VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN,
} from "node-libvirt";
import type { MachineRow } from "../inventory/types";
import type { MachineAction } from "./schema";

/** How an action is asked of a host, and by which look at the host it counts as done. */
export interface PowerAction {
  action: MachineAction;
  ask(connection: Connection, machine: Domain, options: CallOptions): Promise<unknown>;
  /** undefined = nothing on the host tells afterwards whether it happened: at most once, never repeated. */
  done: ((row: MachineRow | undefined) => boolean) | undefined;
  /** The host's answer is only a request to the guest: what decides comes later. */
  guestDecides?: "state" | "reboot";
}

const isRunning = (row: MachineRow | undefined) =>
  row?.state === "running" || row?.state === "blocked";
/** A transient machine that stops is gone. */
const isOff = (row: MachineRow | undefined) => !row || row.state === "shutOff";

export const powerActions: readonly PowerAction[] = [
  {
    action: "start",
    ask: (c, dom, o) => c.remote.domainCreateWithFlags({ dom, flags: 0 }, o),
    done: isRunning,
  },
  {
    action: "shutdown",
    ask: (c, dom, o) =>
      c.remote.domainShutdownFlags({ dom, flags: VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN }, o),
    done: isOff,
    guestDecides: "state",
  },
  {
    action: "reboot",
    ask: (c, dom, o) => c.remote.domainReboot({ dom, flags: 0 }, o),
    done: undefined,
    guestDecides: "reboot",
  },
  {
    action: "reset",
    ask: (c, dom, o) => c.remote.domainReset({ dom, flags: 0 }, o),
    done: undefined,
  },
  {
    action: "forceOff",
    ask: (c, dom, o) => c.remote.domainDestroyFlags({ dom, flags: 0 }, o),
    done: isOff,
  },
  {
    action: "pause",
    ask: (c, dom, o) => c.remote.domainSuspend({ dom }, o),
    done: (row) => row?.state === "paused",
  },
  {
    action: "resume",
    ask: (c, dom, o) => c.remote.domainResume({ dom }, o),
    done: isRunning,
  },
];
