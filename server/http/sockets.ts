import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { applyWSSHandler } from "@trpc/server/adapters/ws";
import { type WebSocket, WebSocketServer } from "ws";
import { isOwnOrigin } from "../access/origin";
import { appRouter } from "../api/root";
import type { Runtime } from "../runtime-types";
import { createContext } from "./api";

const MAX_MESSAGE_BYTES = 1 << 20;
/** A browser that reads so slowly that this much waits for it is let go; it comes back to a fresh snapshot. */
const MAX_WAITING_BYTES = 32 << 20;
const WAITING_CHECK_MS = 5_000;
/** How often sessions are looked at that may have run out by themselves. */
const STANDING_CHECK_MS = 30_000;
/** Of our own: the session is over, and coming back is no use. `app/_lib/trpc.tsx` knows it. */
const SIGNED_OUT_CODE = 4_401;

export interface ApiSockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every browser to come back, which it does as soon as the server is up again. */
  goAway(): void;
}

export function refuseUpgrade(socket: Duplex, status: 403 | 404): void {
  const text = { 403: "Forbidden", 404: "Not Found" }[status];
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
  const { sessions } = runtime.access;
  const sessionOf = new Map<WebSocket, string>();
  const cut = (isOver: (sessionId: string) => boolean): void => {
    for (const [client, sessionId] of sessionOf)
      if (isOver(sessionId)) client.close(SIGNED_OUT_CODE);
  };
  const stopCutting = sessions.onEnd((ends) => cut((sessionId) => ends.includes(sessionId)));
  const lookAtSessions = setInterval(() => {
    sessions.standing(new Set(sessionOf.values())).then(
      (standing) => cut((sessionId) => !standing.has(sessionId)),
      (error: unknown) => runtime.log.error({ err: error }, "sessions could not be looked at"),
    );
  }, STANDING_CHECK_MS);
  lookAtSessions.unref();
  return {
    upgrade(request, socket, head) {
      if (!isOwnOrigin(request, runtime.env)) return refuseUpgrade(socket, 403);
      runtime.access
        .session(request.headers)
        .then((signedIn) => {
          server.handleUpgrade(request, socket, head, (ws) => {
            // A refused upgrade tells a page's script nothing; a close code does.
            if (!signedIn) return ws.close(SIGNED_OUT_CODE);
            sessionOf.set(ws, signedIn.sessionId);
            ws.once("close", () => sessionOf.delete(ws));
            server.emit("connection", ws, request);
          });
        })
        .catch((error: unknown) => {
          runtime.log.error({ err: error }, "socket upgrade failed");
          socket.destroy();
        });
    },
    goAway() {
      clearInterval(sweep);
      clearInterval(lookAtSessions);
      stopCutting();
      handler.broadcastReconnectNotification();
      for (const client of server.clients) client.close(1012);
    },
  };
}
