import { ulid } from "ulid";
import type { VerbContext } from "../api/context";
import { problemOfHostError } from "../hosts/problem-of";
import type { HostSession } from "../inventory/fleet-types";
import { AppError } from "../problem";
import type { DomainFacts } from "../xml/domain/types";
import { findDisplay, findSerial } from "./find-display";
import { isGone, readLiveFacts } from "./live-machine";
import type { OpenConsoleInput } from "./schema";
import type { ConsoleTicket } from "./types";

/** A ticket for one connection, or the reason why this machine has no such console now. */
export async function openConsole(
  ctx: VerbContext,
  input: OpenConsoleInput,
): Promise<ConsoleTicket> {
  const { runtime, person, sessionId, rights } = ctx;
  const { hostId, uuid } = input.machine;
  const facts = await readRunning(runtime.fleet.session(hostId), uuid);
  return runtime.consoles.tickets.issue({
    holder: {
      kind: "person",
      sessionId,
      personId: person.id,
      name: person.name,
      subject: rights.subject,
    },
    seatId: ulid(),
    hostId,
    uuid,
    kind: input.kind,
    mode: input.mode,
    port: portOf(facts, input),
    takeOver: input.takeOver === true && input.mode === "control",
  });
}

/** The line's number, or null for a display; throws the reason why there is neither. */
function portOf(facts: DomainFacts, { kind, port }: OpenConsoleInput): number | null {
  const found = kind === "vnc" ? findDisplay(facts) : findSerial(facts, port ?? null);
  if ("problem" in found) throw new AppError(found.problem);
  return "port" in found.found ? found.found.port : null;
}

/** The machine as it runs now; throws when it does not. */
export async function readRunning(
  session: HostSession | undefined,
  uuid: string,
): Promise<DomainFacts> {
  if (!session) throw new AppError({ code: "machineGone" });
  const facts = await readLiveFacts(session, uuid).catch((cause: unknown) => {
    const gone = isGone(cause);
    throw new AppError(gone ? { code: "machineGone" } : problemOfHostError(cause), { cause });
  });
  if (!facts) throw new AppError({ code: "consoleNotRunning" });
  return facts;
}
