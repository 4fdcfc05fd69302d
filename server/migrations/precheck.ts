import { setMaxListeners } from "node:events";
import type { VerbContext } from "../api/context";
import { AppError } from "../problem";
import { readXml } from "../xml/read";
import { because, type Check, type Checked, fail, guarded, line, pass } from "./checks/check";
import { cpu, memory, nameFree, versions } from "./checks/destination";
import { devices, machineState } from "./checks/machine-state";
import { networks } from "./checks/networks";
import { dataPath, peerTrust } from "./checks/reach";
import { storage } from "./checks/storage";
import { destinationProblem } from "./list-destinations";
import { migrateCommand, needsHandOver, routeTo } from "./plan";
import type { MigrationTarget } from "./schema";
import type { Precheck, PrecheckMessage, PrecheckName } from "./types";

/** Lines as they are found out, all asked at once; then what follows from them. */
export async function* precheckMigration(
  ctx: VerbContext,
  input: MigrationTarget,
  signal: AbortSignal,
): AsyncGenerator<PrecheckMessage> {
  const asked = await gather(ctx, input, signal);
  const lines = new Map<PrecheckName, Precheck>();
  const keep = (found: Precheck): PrecheckMessage => {
    lines.set(found.name, found);
    return { kind: "line", line: found };
  };
  if (asked.offline) {
    yield keep(line("destinationOnline", fail(asked.offline)));
    return yield verdictOf(asked, lines);
  }
  yield keep(line("destinationOnline", pass()));
  const pending = new Map<PrecheckName, Promise<Precheck>>();
  for (const [name, check] of checksFor(ctx, asked.checked)) {
    yield { kind: "line", line: { name, status: "running", problem: null } };
    pending.set(
      name,
      guarded(check, asked.checked).then((verdict) => line(name, verdict)),
    );
  }
  while (pending.size > 0 && !signal.aborted) {
    const found = await Promise.race(pending.values());
    pending.delete(found.name);
    yield keep(found);
  }
  if (!signal.aborted) yield verdictOf(asked, lines);
}

type Asked = Awaited<ReturnType<typeof gather>>;

function checksFor(ctx: VerbContext, { row }: Checked): [PrecheckName, Check][] {
  const reach = once(dataPath);
  return [
    ["machineState", machineState(ctx.runtime.operations.openOn(row))],
    ["nameFree", nameFree],
    ["versions", versions],
    ["cpu", cpu],
    ["memory", memory],
    ["storage", storage],
    ["networks", networks],
    ["devices", devices],
    ["dataPath", reach],
    // A daemon that tries a host which does not answer is stuck for two minutes: only where packets get through.
    ["peerTrust", async (checked) => trustAfter(await guarded(reach, checked), checked)],
  ];
}

async function trustAfter(
  reached: Awaited<ReturnType<Check>>,
  checked: Checked,
): Promise<Awaited<ReturnType<Check>>> {
  if (reached.status !== "fail" || checked.route.peerUri === null) return peerTrust(checked);
  const problem = because(checked, "migrationPeerRefused");
  return checked.options.mode === "peerToPeer" ? fail(problem) : { status: "warn", problem };
}

function once(check: Check): Check {
  let made: ReturnType<Check> | undefined;
  return (checked) => {
    made ??= check(checked);
    return made;
  };
}

/** Some thirty calls listen to it at once, which Node would take for a leak. */
function forManyCalls(signal: AbortSignal): AbortSignal {
  const own = AbortSignal.any([signal]);
  setMaxListeners(100, own);
  return own;
}

async function gather(ctx: VerbContext, input: MigrationTarget, signal: AbortSignal) {
  const { fleet } = ctx.runtime;
  const { machine, destinationId, options } = input;
  const row = fleet.machine(machine);
  if (!row) throw new AppError({ code: "machineGone", params: { uuid: machine.uuid } });
  const [from, to] = [fleet.host(machine.hostId), fleet.host(destinationId)];
  const [source, destination] = [fleet.session(machine.hostId), fleet.session(destinationId)];
  if (!from || !to || !source || !destination) throw new AppError({ code: "notFound" });
  const names = { machine: row.name, host: from.name };
  if (from.id === to.id) throw new AppError({ code: "migrationSameHost", params: names });
  if (from.link !== "online") throw new AppError({ code: "hostOffline", params: names });
  const detail = fleet.machineDetail(machine);
  const xml = await source.readXml(row.uuid);
  const taken = destinationProblem(ctx, to, { machine: row.name, uuid: row.uuid });
  const checked: Checked = {
    fleet,
    row,
    detail,
    domain: readXml(xml.live ?? xml.inactive ?? "<domain/>"),
    from,
    to,
    source,
    destination,
    options,
    handOver: needsHandOver(detail?.disks ?? [], options.copyStorage),
    route: routeTo(to.uri),
    signal: forManyCalls(signal),
  };
  return { checked, offline: taken?.code === "hostOffline" ? taken : null };
}

function verdictOf({ checked }: Asked, lines: Map<PrecheckName, Precheck>): PrecheckMessage {
  const { options, handOver, route, row, from, to } = checked;
  const all = [...lines.values()];
  const failed = all.some(({ status }) => status === "fail");
  const isUnsafe = all.some(({ status }) => status === "unsafe");
  const stored = lines.get("storage");
  return {
    kind: "verdict",
    ready: !failed && (!isUnsafe || options.acceptUnsafe),
    needsUnsafe: !failed && isUnsafe && !options.acceptUnsafe,
    suggestedMode: lines.get("peerTrust")?.status === "pass" ? "peerToPeer" : "managed",
    suggestCopyStorage:
      options.copyStorage ||
      stored?.problem?.code === "migrationNotShared" ||
      stored?.status === "unsafe",
    command: migrateCommand(
      { options, handOver, route, name: row.name, uuid: row.uuid },
      { source: from.uri, destination: to.uri },
    ),
  };
}
