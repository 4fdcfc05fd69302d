import type { HostLinkState, MachineRow } from "../inventory/types";
import { upSince } from "../inventory/up-since";
import { needsAttention } from "./machine-attention";
import { parseQuantity } from "./quantity";
import { type FilterKey, type FilterTerm, filterKeys } from "./terms";
import { compare, textTest } from "./value-tests";

/** What a filter may ask about a machine beyond its row. */
export interface FilterWorld {
  hostName(hostId: string): string;
  hostLink(hostId: string): HostLinkState;
  cpuPercent(row: MachineRow): number | null;
  isBusy(uuid: string): boolean;
  /** The name of the machine's project; empty without one. */
  projectName(uuid: string): string;
  nowMs(): number;
}

type Test = (row: MachineRow) => boolean;

export function compileFilter(terms: readonly FilterTerm[], world: FilterWorld): Test {
  const tests = terms.map((term) => compileTerm(term, world));
  return (row) => tests.every((test) => test(row));
}

function compileTerm(term: FilterTerm, world: FilterWorld): Test {
  const options = term.values.map((value) => compileValue(term, value, world));
  const any: Test = (row) => options.some((test) => test(row));
  return term.negated ? (row) => !any(row) : any;
}

function compileValue({ key, op }: FilterTerm, value: string, world: FilterWorld): Test {
  if (key === null) {
    const test = textTest(":", value);
    return (row) =>
      test(row.name) ||
      test(row.title ?? "") ||
      test(world.hostName(row.hostId)) ||
      row.ips.some(test) ||
      row.uuid.startsWith(value.toLowerCase());
  }
  const field = filterKeys[key];
  if (field.kind === "text") return compileText(key, textTest(op, value), world);
  if (field.kind === "choice") return (row) => choiceHolds(key, value, { row, world });
  const wanted = parseQuantity(field.kind, value) ?? Number.NaN;
  return (row) => {
    const actual = quantityOf(key, row, world);
    return actual !== null && compare(op, actual, wanted);
  };
}

function compileText(key: FilterKey, test: (text: string) => boolean, world: FilterWorld): Test {
  switch (key) {
    case "host":
      return (row) => test(world.hostName(row.hostId));
    case "project":
      return (row) => test(world.projectName(row.uuid));
    case "os":
      return (row) => test(row.osId ?? "");
    case "ip":
      return (row) => row.ips.some(test);
    case "uuid":
      return (row) => test(row.uuid);
    default:
      return (row) => test(row.name) || test(row.title ?? "");
  }
}

function choiceHolds(
  key: FilterKey,
  value: string,
  { row, world }: { row: MachineRow; world: FilterWorld },
): boolean {
  if (key === "autostart") return row.autostart === (value === "yes");
  if (key === "state") return stateHolds(value, row);
  switch (value) {
    case "attention":
      return needsAttention(row);
    case "busy":
      return world.isBusy(row.uuid);
    case "stale":
      return world.hostLink(row.hostId) !== "online";
    default:
      return !row.persistent;
  }
}

function stateHolds(value: string, row: MachineRow): boolean {
  switch (value) {
    case "running":
      return row.state === "running" || row.state === "blocked";
    case "off":
      return row.state === "shutOff" && !row.hasManagedSave;
    case "saved":
      return row.state === "shutOff" && row.hasManagedSave;
    case "stopping":
      return row.state === "shuttingDown";
    default:
      return row.state === value;
  }
}

function quantityOf(key: FilterKey, row: MachineRow, world: FilterWorld): number | null {
  switch (key) {
    case "mem":
      return row.memoryKib;
    case "vcpu":
      return row.vcpus;
    case "cpu":
      return world.cpuPercent(row);
    default: {
      const since = upSince(row);
      return since && world.nowMs() - since.atMs;
    }
  }
}
