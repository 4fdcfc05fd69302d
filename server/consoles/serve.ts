import { noteConsole } from "../audit/console-session";
import type { AuditActor } from "../audit/types";
import type { Runtime } from "../runtime-types";
import { ConsoleEnd } from "./end";
import { explainEnd } from "./explain-end";
import type { LiveConsole } from "./live-consoles";
import { endOf } from "./live-machine";
import { serveSerial } from "./serial/serve";
import { holderIdOf, type TicketGrant } from "./tickets";
import { serveVnc } from "./vnc/serve";

type ServingRuntime = Pick<Runtime, "log" | "fleet" | "audit" | "consoles">;

/** One console from its opening to its end, both in the log and in the audit; never rejects. */
export async function serveConsole(runtime: ServingRuntime, console: LiveConsole): Promise<void> {
  const { socket, grant } = console;
  const { hostId, uuid, kind, mode } = grant;
  const who = { holder: holderIdOf(grant.holder), hostId, uuid, kind, mode };
  const startedAtMs = Date.now();
  runtime.log.info(who, "console opened");
  const closed = noteConsole(runtime, {
    actor: actorOf(grant, console.sourceIp),
    machine: { hostId, uuid },
    kind,
    mode,
  });
  try {
    await serve(runtime, console);
  } catch (error) {
    const end = endOf(error);
    const isAway = end.end === "machineGone" || end.end === "machineStopped";
    const isOpen = isAway && !socket.isOver;
    socket.end(isOpen ? await explainEnd(runtime.fleet, grant, "displayClosed") : end);
  }
  const { bytesIn, bytesOut, signal } = socket;
  const end = signal.reason instanceof ConsoleEnd ? signal.reason : new ConsoleEnd("internal");
  const figures = { bytesIn, bytesOut, ms: Date.now() - startedAtMs };
  runtime.log.info({ ...who, ...figures, end: end.end, detail: end.message }, "console closed");
  closed({ end: end.end, bytesIn, bytesOut });
}

/** Takes its seat, and shows it the display or the line until either ends. */
async function serve({ consoles, fleet }: ServingRuntime, console: LiveConsole): Promise<void> {
  const { socket, grant } = console;
  const { uuid, kind, port, holder, seatId } = grant;
  const session = fleet.session(grant.hostId);
  if (!session) throw new ConsoleEnd("machineGone");
  const room = consoles.rooms.of({ uuid, kind, port });
  const seat = room.join({
    seatId,
    holderId: holderIdOf(holder),
    name: holder.name,
    isGuest: holder.kind === "guest",
    mayDrive: grant.mode === "control",
    end: (end) => socket.end(end),
  });
  const leave = () => room.leave(seatId, endedBy(socket.signal) === "moved");
  if (socket.isOver) leave();
  else socket.signal.addEventListener("abort", leave, { once: true });
  if (kind === "vnc") {
    const explain = () => explainEnd(fleet, grant, "displayClosed");
    await serveVnc({ socket, seat }, consoles.displays, { session, uuid, explain });
  } else {
    const explain = () => explainEnd(fleet, grant, "serialTaken");
    const request = { session, uuid, port, takeOver: grant.takeOver, explain };
    await serveSerial({ socket, seat }, consoles.lines, request);
  }
}

const endedBy = (signal: AbortSignal): string | undefined =>
  signal.reason instanceof ConsoleEnd ? signal.reason.end : undefined;

function actorOf({ holder }: TicketGrant, sourceIp: string): AuditActor {
  const sessionId = holder.kind === "person" ? holder.sessionId : null;
  const id = holder.kind === "person" ? holder.personId : holderIdOf(holder);
  return { id, name: holder.name, sessionId, sourceIp };
}
