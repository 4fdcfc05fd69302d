import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "../problem";
import { fleetObject } from "../rights/schema";
import type { Runtime } from "../runtime-types";
import type { TokenDoor } from "../tokens/token-door";
import { Exposition } from "./exposition";
import { addFleet } from "./fleet-metrics";
import { createOwnMetrics } from "./own-metrics";

interface MetricsDeps {
  runtime: Runtime;
  door: Pick<TokenDoor, "open">;
  sourceIp(request: IncomingMessage): string;
}

/** /metrics, for a token that sees the whole fleet. Being asked keeps the figures fresh; no answer waits for a host. */
export function createMetrics({ runtime, door, sourceIp }: MetricsDeps) {
  const addOwn = createOwnMetrics(runtime);

  async function text(request: IncomingMessage): Promise<string> {
    const { signedIn } = await door.open(request.headers.authorization, sourceIp(request));
    runtime.rights.of(signedIn.subject).require([
      { action: "host.view", object: fleetObject },
      { action: "machine.view", object: fleetObject },
    ]);
    runtime.fleet.wantFigures();
    const metrics = new Exposition();
    addFleet(metrics, runtime.fleet);
    await addOwn(metrics);
    return metrics.text();
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader("Cache-Control", "no-store");
    if (request.method !== "GET" && request.method !== "HEAD")
      return void response.writeHead(405, { Allow: "GET, HEAD" }).end();
    try {
      const body = await text(request);
      response.writeHead(200, { "Content-Type": "text/plain; version=0.0.4; charset=utf-8" });
      response.end(request.method === "HEAD" ? undefined : body);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { code } = error.problem;
      if (code === "tokenWrong") response.setHeader("WWW-Authenticate", 'Bearer realm="flotilla"');
      response.writeHead(code === "tokenWrong" ? 401 : code === "throttled" ? 429 : 403).end();
    }
  };
}
