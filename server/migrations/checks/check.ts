import { type Connection, LibvirtError } from "node-libvirt";
import { problemOfHostError } from "../../hosts/problem-of";
import type { Fleet, HostSession } from "../../inventory/fleet-types";
import type { HostRow, MachineDetail, MachineRow } from "../../inventory/types";
import type { Problem, ProblemCode } from "../../problem";
import type { XmlElement } from "../../xml/element";
import type { Route } from "../plan";
import type { MigrationOptions } from "../schema";
import type { Precheck, PrecheckName } from "../types";

/** What every check may ask: both hosts, the machine as the mirror and its live XML have it. */
export interface Checked {
  fleet: Fleet;
  row: MachineRow;
  detail: MachineDetail | undefined;
  /** The live XML's root. */
  domain: XmlElement;
  from: HostRow;
  to: HostRow;
  source: HostSession;
  destination: HostSession;
  options: MigrationOptions;
  handOver: boolean;
  route: Route;
  signal: AbortSignal;
}

export type Verdict = Pick<Precheck, "status" | "params" | "problem">;
export type Check = (checked: Checked) => Promise<Verdict>;

export const CHECK_TIMEOUT_MS = 10_000;
export const callOptions = ({ signal }: Pick<Checked, "signal">) => ({
  signal,
  timeoutMs: CHECK_TIMEOUT_MS,
});

export const pass = (params?: Record<string, string | number>): Verdict => ({
  status: "pass",
  problem: null,
  ...(params ? { params } : {}),
});

type Because = Pick<Checked, "row" | "from" | "to">;

/** A problem with everybody named in it. `host` is the one the fix concerns. */
export function because(
  { row, from, to }: Because,
  code: ProblemCode,
  more: { host?: HostRow; detail?: string; params?: Record<string, string | number> } = {},
): Problem {
  const { host = to, detail, params } = more;
  return {
    code,
    params: { machine: row.name, from: from.name, to: to.name, host: host.name, ...params },
    ...(detail === undefined ? {} : { detail }),
  };
}

export const warn = (problem: Problem): Verdict => ({ status: "warn", problem });
export const fail = (problem: Problem): Verdict => ({ status: "fail", problem });
export const unsafe = (problem: Problem): Verdict => ({ status: "unsafe", problem });

/** A check that could not be made stops nobody: it says so, with the host's words. */
export function line(name: PrecheckName, verdict: Verdict): Precheck {
  return { name, ...verdict };
}

export async function guarded(check: Check, checked: Checked): Promise<Verdict> {
  try {
    return await check(checked);
  } catch (error) {
    const problem = problemOfHostError(error);
    return warn({ ...problem, params: { machine: checked.row.name, ...problem.params } });
  }
}

/** undefined where the daemon says there is no such thing. */
export async function unlessMissing<T>(
  codes: readonly number[],
  ask: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof LibvirtError && codes.includes(error.libvirtCode)) return undefined;
    throw error;
  }
}

export const far = ({ destination }: Pick<Checked, "destination">): Connection =>
  destination.control();
export const near = ({ source }: Pick<Checked, "source">): Connection => source.control();
