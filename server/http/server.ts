import { createServer, type IncomingMessage, Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import next from "next";
import { createConsoleUpgrade } from "../consoles/upgrade";
import { createMetrics } from "../metrics/serve";
import { createEventStream } from "../rest/events";
import { createRest, isRestPath } from "../rest/serve";
import type { Runtime } from "../runtime-types";
import { createTokenDoor } from "../tokens/token-door";
import { createApi } from "./api";
import { serveAuditExport } from "./audit-export";
import { BACKUP_PATH, sendBackup } from "./backup-download";
import { isAsset, pageRedirect } from "./page-gate";
import { createReadiness } from "./readiness";
import { secureHeaders } from "./security-headers";
import { createApiSockets, refuseUpgrade } from "./sockets";
import { sourceIp } from "./source-ip";

export interface HttpServer {
  listen(): Promise<{ host: string; port: number }>;
  close(): Promise<void>;
}

/** One port: tRPC and the sockets are ours, every other request is Next's. */
export async function createHttpServer(runtime: Runtime): Promise<HttpServer> {
  const { env, log } = runtime;
  // Next adds an "upgrade" listener of its own and ends sockets whose path looks like a page. It gets
  // a server that never listens; what is not ours is passed on in development (hot reload) only.
  const nextUpgrades = new Server();
  const app = next({ dev: env.dev, hostname: env.host, port: env.port, httpServer: nextUpgrades });
  await app.prepare();
  const renderPage = app.getRequestHandler();
  const api = createApi(runtime);
  const sockets = createApiSockets(runtime);
  const door = createTokenDoor(runtime);
  const ipOf = (request: IncomingMessage) => sourceIp(request, env);
  const events = createEventStream(runtime, door);
  const rest = createRest({ runtime, door, events, sourceIp: ipOf });
  const metrics = createMetrics({ runtime, door, sourceIp: ipOf });
  const ready = createReadiness(runtime);
  const consoleUpgrade = createConsoleUpgrade(runtime, ipOf);

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url?.split("?", 1)[0] ?? "/";
    const page = !path.startsWith("/api/") && !isAsset(path);
    secureHeaders(request, response, { dev: env.dev, page });
    if (path === "/healthz") return void response.writeHead(200).end("ok");
    if (path === "/readyz") return ready(response);
    if (path === "/metrics") return metrics(request, response);
    if (isRestPath(path)) return rest(request, response);
    if (path.startsWith("/api/trpc/")) return api(request, response);
    if (path === "/api/audit/export") return serveAuditExport(runtime, request, response);
    if (path.startsWith(BACKUP_PATH)) return sendBackup(runtime, request, response);
    const elsewhere = page ? await pageRedirect(request, runtime.access) : null;
    if (elsewhere) return void response.writeHead(307, { Location: elsewhere }).end();
    await renderPage(request, response);
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      log.error({ err: error, path: request.url }, "request failed");
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = request.url?.split("?", 1)[0];
    socket.on("error", () => socket.destroy());
    if (path === "/ws/trpc") sockets.upgrade(request, socket, head);
    else if (path === "/ws/console") consoleUpgrade(request, socket, head);
    else if (env.dev) nextUpgrades.emit("upgrade", request, socket, head);
    else refuseUpgrade(socket, 404);
  });

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(env.port, env.host, () => {
          const address = server.address();
          const port = typeof address === "object" && address ? address.port : env.port;
          resolve({ host: env.host, port });
        });
      }),
    async close() {
      sockets.goAway();
      await runtime.consoles.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await app.close();
    },
  };
}
