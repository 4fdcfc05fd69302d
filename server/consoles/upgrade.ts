import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Runtime } from "../runtime-types";
import { admit } from "./admit";
import { ConsoleSocket } from "./console-socket";
import { CONSOLE_PROTOCOL } from "./schema";
import { serveConsole } from "./serve";

/** The largest clipboard a browser may send, and its header. */
const MAX_MESSAGE_BYTES = (1 << 20) + 64;

type ConsoleRuntime = Pick<
  Runtime,
  "env" | "log" | "access" | "rights" | "audit" | "fleet" | "consoles"
>;

export type ConsoleUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Consoles over WebSocket: `/ws/console` with a ticket among its sub-protocols. */
export function createConsoleUpgrade(
  runtime: ConsoleRuntime,
  sourceIpOf: (request: IncomingMessage) => string,
): ConsoleUpgrade {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => CONSOLE_PROTOCOL,
  });
  const { live } = runtime.consoles;

  const open = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const admission = await admit(runtime, request);
    if ("refused" in admission) {
      runtime.log.warn({ origin: request.headers.origin, ...admission }, "console refused");
      return refuse(socket, admission.refused);
    }
    const { grant } = admission;
    server.handleUpgrade(request, socket, head, (ws) => {
      const browser = new ConsoleSocket(ws);
      const refusal = live.refusal(grant);
      if (refusal) return browser.end(refusal);
      const console = { socket: browser, grant, sourceIp: sourceIpOf(request) };
      live.add(console);
      void serveConsole(runtime, console);
    });
  };

  return (request, socket, head) => {
    open(request, socket, head).catch((error: unknown) => {
      runtime.log.error({ err: error }, "console upgrade failed");
      socket.destroy();
    });
  };
}

function refuse(socket: Duplex, status: 401 | 403): void {
  const text = status === 401 ? "Unauthorized" : "Forbidden";
  socket.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
