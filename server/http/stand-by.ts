import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Logger } from "pino";
import { awaitInstanceLock, type InstanceLock } from "../db/instance-lock";
import type { Env } from "../env";

const RETRY_AFTER_SECONDS = 3;

/**
 * While another server holds the database: answers everything with 503 and why, and comes back with
 * the lock, its port free again, once the other is gone.
 */
export async function standBy(env: Env, log: Logger): Promise<InstanceLock> {
  const stop = new AbortController();
  const server = createServer(answer);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(env.port, env.host, resolve);
  });
  log.warn("another server holds this database; standing by");
  const end = () => stop.abort();
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
  try {
    const lock = await awaitInstanceLock(env.databaseUrl, stop.signal);
    log.warn("the other server is gone; taking over");
    return lock;
  } catch (error) {
    if (stop.signal.aborted) process.exit(0);
    throw error;
  } finally {
    process.off("SIGINT", end);
    process.off("SIGTERM", end);
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url?.split("?", 1)[0] ?? "/";
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("X-Content-Type-Options", "nosniff");
  if (path === "/healthz") return void response.writeHead(200).end("standing by");
  response.setHeader("Retry-After", String(RETRY_AFTER_SECONDS));
  if (path === "/readyz" || path.startsWith("/api/")) {
    response.writeHead(503, { "Content-Type": "application/problem+json" });
    return void response.end(JSON.stringify(problem));
  }
  response.setHeader("Content-Security-Policy", policy);
  response.writeHead(503, { "Content-Type": "text/html; charset=utf-8" });
  response.end(page);
}

const problem = {
  type: "about:blank",
  title: "Standing by",
  status: 503,
  detail: "Another server holds this database. This one takes over when that one is gone.",
};

/** Looks again until somebody serves; a page that reloads itself would take the reader's place away. */
const script = `setInterval(async () => {
  const answer = await fetch(location.href, { redirect: "manual" }).catch(() => null);
  if (answer && answer.status !== 503) location.reload();
}, ${RETRY_AFTER_SECONDS * 1_000});`;
const scriptHash = createHash("sha256").update(script).digest("base64");
const policy = `default-src 'none'; style-src 'unsafe-inline'; connect-src 'self'; script-src 'sha256-${scriptHash}'`;

/** No part of Next is up yet, so both languages stand here themselves. */
const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Flotilla: standing by · 待命中</title>
<style>
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; display: grid; place-items: center; min-height: 90vh; margin: 0 }
main { max-width: 34rem; padding: 2rem }
h1 { font-size: 1.25rem; margin: 0 0 .5rem }
p { margin: 0 0 1.5rem }
</style>
</head>
<body>
<main>
<h1>This server is standing by</h1>
<p>Another Flotilla server holds the database. This one takes over by itself within seconds when that
one is gone. Use the address of the other server meanwhile; this page looks again every few seconds.</p>
<div lang="zh-CN">
<h1>本服务器处于待命状态</h1>
<p>数据库正由另一台 Flotilla 服务器使用。那台服务器停止后，本服务器会在数秒内自动接管。在此期间请使用另一台服务器的地址；本页每隔几秒自动刷新。</p>
</div>
</main>
<script>${script}</script>
</body>
</html>
`;
