import type { IncomingMessage, ServerResponse } from "node:http";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import { isOwnPost } from "../access/origin";
import type { Context } from "../api/context";
import { appRouter } from "../api/root";
import type { Runtime } from "../runtime-types";
import { sourceIp } from "./source-ip";

const MAX_BODY_BYTES = 1 << 20;

export async function createContext(
  runtime: Runtime,
  request: IncomingMessage,
  response: ServerResponse | null,
): Promise<Context> {
  return {
    runtime,
    request,
    signedIn: await runtime.access.session(request.headers),
    sourceIp: sourceIp(request, runtime.env),
    setCookie: (cookie) => {
      response?.appendHeader("Set-Cookie", cookie);
    },
  };
}

/** tRPC over HTTP: queries by GET, mutations by POST from our own pages only. */
export function createApi(runtime: Runtime) {
  const handle = createHTTPHandler({
    router: appRouter,
    basePath: "/api/trpc/",
    maxBodySize: MAX_BODY_BYTES,
    createContext: ({ req, res }) => createContext(runtime, req, res),
  });
  return (request: IncomingMessage, response: ServerResponse): void => {
    response.setHeader("Cache-Control", "no-store");
    if (request.method === "POST" && !isOwnPost(request, runtime.env)) {
      runtime.log.warn({ origin: request.headers.origin }, "foreign POST refused");
      response.writeHead(403).end();
      return;
    }
    handle(request, response);
  };
}
