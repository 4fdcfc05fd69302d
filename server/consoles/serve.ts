import { noteConsole } from "../audit/console-session";
import type { Runtime } from "../runtime-types";
import type { ConsoleSocket } from "./console-socket";
import { ConsoleEnd } from "./end";
import { explainEnd } from "./explain-end";
import { endOf } from "./live-machine";
import type { SerialLines } from "./serial/lines";
import { serveSerial } from "./serial/serve";
import type { TicketGrant } from "./tickets";
import { serveVnc } from "./vnc/serve";

interface Serving {
  runtime: Pick<Runtime, "log" | "fleet" | "audit">;
  lines: SerialLines;
  socket: ConsoleSocket;
  grant: TicketGrant;
}

/** One console from its opening to its end, with one line in the log for each; never rejects. */
export async function serveConsole({ runtime, lines, socket, grant }: Serving): Promise<void> {
  const { fleet, log } = runtime;
  const { personId, hostId, uuid, kind, mode } = grant;
  const who = { personId, hostId, uuid, kind, mode };
  const startedAtMs = Date.now();
  log.info(who, "console opened");
  const closed = noteConsole(runtime, {
    actor: grant.actor,
    machine: { hostId, uuid },
    kind,
    mode,
  });
  const explain = (stillRunning: "displayClosed" | "serialTaken") =>
    explainEnd(fleet, grant, stillRunning);
  try {
    const session = fleet.session(hostId);
    if (!session) throw new ConsoleEnd("machineGone");
    if (kind === "vnc") {
      await serveVnc({ socket, session, uuid, mode });
      if (!socket.isOver) socket.end(await explain("displayClosed"));
    } else {
      const request = { session, uuid, mode, port: grant.port, takeOver: grant.takeOver };
      await serveSerial(socket, lines, { ...request, explain: () => explain("serialTaken") });
    }
  } catch (error) {
    const end = endOf(error);
    const isAway = end.end === "machineGone" || end.end === "machineStopped";
    socket.end(isAway && !socket.isOver ? await explain("displayClosed") : end);
  }
  const { bytesIn, bytesOut, signal } = socket;
  const end = signal.reason instanceof ConsoleEnd ? signal.reason : new ConsoleEnd("internal");
  const figures = { bytesIn, bytesOut, ms: Date.now() - startedAtMs };
  closed({ end: end.end, bytesIn, bytesOut });
  log.info({ ...who, ...figures, end: end.end, detail: end.message }, "console closed");
}
