import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
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
  const { runtime, person, sessionId } = ctx;
  const { hostId, uuid } = input.machine;
  const facts = await readRunning(runtime.fleet.session(hostId), uuid);
  const port = input.kind === "serial" ? (input.port ?? null) : null;
  const found = input.kind === "vnc" ? findDisplay(facts) : findSerial(facts, port);
  if ("problem" in found) throw new AppError(found.problem);
  const grant = {
    sessionId,
    personId: person.id,
    actor: actorOf(ctx),
    hostId,
    uuid,
    kind: input.kind,
    mode: input.mode,
    port,
    takeOver: input.takeOver === true && input.mode === "control",
  };
  return { path: "/ws/console", ...runtime.tickets.issue(grant) };
}

async function readRunning(session: HostSession | undefined, uuid: string): Promise<DomainFacts> {
  if (!session) throw new AppError({ code: "machineGone" });
  const facts = await readLiveFacts(session, uuid).catch((cause: unknown) => {
    const gone = isGone(cause);
    throw new AppError(gone ? { code: "machineGone" } : problemOfHostError(cause), { cause });
  });
  if (!facts) throw new AppError({ code: "consoleNotRunning" });
  return facts;
}
