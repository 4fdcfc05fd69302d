import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { applyWSSHandler } from "@trpc/server/adapters/ws";
import { WebSocketServer } from "ws";
import { isOwnOrigin } from "../access/origin";
import { appRouter } from "../api/root";
import type { Runtime } from "../runtime-types";
import { createContext } from "./api";

const MAX_MESSAGE_BYTES = 1 << 20;
/** A browser that reads so slowly that this much waits for it is let go; it comes back to a fresh snapshot. */
const MAX_WAITING_BYTES = 32 << 20;
const WAITING_CHECK_MS = 5_000;

export interface ApiSockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every browser to come back, which it does as soon as the server is up again. */
  goAway(): void;
}

export function refuseUpgrade(socket: Duplex, status: 401 | 403 | 404): void {
  const text = { 401: "Unauthorized", 403: "Forbidden", 404: "Not Found" }[status];
  socket.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Every subscription of a browser over one socket: six event streams would stall its other requests. */
export function createApiSockets(runtime: Runtime): ApiSockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: { threshold: 4_096 },
  });
  const handler = applyWSSHandler({
    wss: server,
    router: appRouter,
    keepAlive: { enabled: true, pingMs: 20_000, pongWaitMs: 10_000 },
    createContext: ({ req }) => createContext(runtime, req, null),
  });
  const sweep = setInterval(() => {
    for (const client of server.clients)
      if (client.bufferedAmount > MAX_WAITING_BYTES) client.terminate();
  }, WAITING_CHECK_MS);
  sweep.unref();
  return {
    upgrade(request, socket, head) {
      if (!isOwnOrigin(request, runtime.env)) return refuseUpgrade(socket, 403);
      runtime.access
        .session(request.headers)
        .then((signedIn) => {
          if (!signedIn) return refuseUpgrade(socket, 401);
          server.handleUpgrade(request, socket, head, (ws) =>
            server.emit("connection", ws, request),
          );
        })
        .catch((error: unknown) => {
          runtime.log.error({ err: error }, "socket upgrade failed");
          socket.destroy();
        });
    },
    goAway() {
      clearInterval(sweep);
      handler.broadcastReconnectNotification();
      for (const client of server.clients) client.close(1012);
    },
  };
}
