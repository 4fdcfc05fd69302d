import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Runtime } from "../runtime-types";
import { admit } from "./admit";
import { ConsoleSocket } from "./console-socket";
import { ConsoleEnd } from "./end";
import { LiveConsoles } from "./live-consoles";
import { CONSOLE_PROTOCOL } from "./schema";
import { SerialLines } from "./serial/lines";
import { serveConsole } from "./serve";

/** The largest clipboard a browser may send, and its header. */
const MAX_MESSAGE_BYTES = (1 << 20) + 64;

type ConsoleRuntime = Pick<Runtime, "env" | "log" | "access" | "fleet" | "tickets">;

export interface ConsoleUpgrade {
  (request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends every console with the reason that the server restarts; browsers come back by themselves. */
  goAway(): Promise<void>;
}

/** Consoles over WebSocket: `/ws/console` with a ticket among its sub-protocols. */
export function createConsoleUpgrade(runtime: ConsoleRuntime): ConsoleUpgrade {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => CONSOLE_PROTOCOL,
  });
  const consoles = new LiveConsoles(runtime.access);
  const lines = new SerialLines();

  const open = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const admission = await admit(runtime, request);
    if ("refused" in admission) {
      runtime.log.warn({ origin: request.headers.origin, ...admission }, "console refused");
      return refuse(socket, admission.refused);
    }
    const { grant } = admission;
    server.handleUpgrade(request, socket, head, (ws) => {
      const browser = new ConsoleSocket(ws);
      const refusal = consoles.refusal(grant.personId);
      if (refusal) return browser.end(refusal);
      consoles.add({ socket: browser, grant });
      serveConsole({ runtime, lines, socket: browser, grant });
    });
  };

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    open(request, socket, head).catch((error: unknown) => {
      runtime.log.error({ err: error }, "console upgrade failed");
      socket.destroy();
    });
  };
  const goAway = async (): Promise<void> => {
    consoles.endAll(new ConsoleEnd("restarting"));
    await lines.close();
  };
  return Object.assign(upgrade, { goAway });
}

function refuse(socket: Duplex, status: 401 | 403): void {
  const text = status === 401 ? "Unauthorized" : "Forbidden";
  socket.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
