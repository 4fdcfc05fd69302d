import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Context } from "../api/context";
import { appRouter } from "../api/root";
import { AppError } from "../problem";
import type { Runtime } from "../runtime-types";
import type { TokenCaller, TokenDoor } from "../tokens/token-door";
import type { EventStream } from "./events";
import { answerOnce, readKey } from "./idempotency";
import { openApiDocument } from "./openapi";
import { problemAnswer, problemOfError } from "./problem-answer";
import { readBody } from "./read-body";
import type { Answer, Route } from "./route";
import { apiBase, matchPath } from "./routes";

interface RestDeps {
  runtime: Runtime;
  door: TokenDoor;
  events: EventStream;
  sourceIp(request: IncomingMessage): string;
}

export const isRestPath = (path: string): boolean =>
  path === "/api/openapi.json" || path === apiBase || path.startsWith(`${apiBase}/`);

const jsonType = "application/json; charset=utf-8";

/** The API for programs: /api/v1 and its document. Tokens only; a browser's session counts for nothing here. */
export function createRest({ runtime, door, events, sourceIp }: RestDeps) {
  const document = JSON.stringify(openApiDocument());

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://internal");
    const isDocument = pathname === "/api/openapi.json";
    const isStream = pathname === `${apiBase}/events`;
    const match = isDocument || isStream ? undefined : matchPath(pathname);
    if (!isDocument && !isStream && !match) throw new AppError({ code: "notFound" });
    const methods = match ? [...match.byMethod.keys()] : ["GET"];
    const allowed = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"];
    const method = request.method === "HEAD" ? "GET" : (request.method ?? "GET");
    if (method === "OPTIONS" || !methods.includes(method)) {
      response.setHeader("Allow", allowed.join(", "));
      if (method !== "OPTIONS") throw new AppError({ code: "methodNotAllowed" });
      return void response.writeHead(204).end();
    }
    if (isDocument) return send(request, response, { status: 200, text: document });
    const ip = sourceIp(request);
    const caller = await door.open(request.headers.authorization, ip);
    const context = contextOf(request, caller, ip);
    if (isStream) return events.serve(request, response, { caller, context });
    const route = match?.byMethod.get(method);
    if (!match || !route) throw new AppError({ code: "notFound" });
    const query = queryOf(searchParams);
    const given = { params: match.params, query };
    const answer =
      method === "GET"
        ? await run(route, context, { ...given, body: undefined }, randomUUID())
        : await change(request, { route, context, caller, given, pathname });
    const next = nextOf(answer.body);
    if (next !== undefined) {
      searchParams.set("cursor", next);
      response.setHeader("Link", `<${pathname}?${searchParams}>; rel="next"`);
    }
    if (answer.location) response.setHeader("Location", apiBase + answer.location);
    send(request, response, { status: answer.status, text: JSON.stringify(answer.body) });
  }

  const contextOf = (request: IncomingMessage, caller: TokenCaller, ip: string): Context => ({
    runtime,
    request,
    signedIn: caller.signedIn,
    sourceIp: ip,
    setCookie: () => undefined,
  });

  const run = (
    route: Route,
    context: Context,
    given: Record<"params" | "query" | "body", unknown>,
    intent: string,
  ): Promise<Answer> => route.run({ api: appRouter.createCaller(context), context, intent }, given);

  async function change(
    request: IncomingMessage,
    on: {
      route: Route;
      context: Context;
      caller: TokenCaller;
      given: { params: unknown; query: unknown };
      pathname: string;
    },
  ): Promise<Answer> {
    const key = readKey(request.headers["idempotency-key"]);
    const { text, value } = await readBody(request);
    const given = { ...on.given, body: value };
    if (key === undefined) return run(on.route, on.context, given, randomUUID());
    const { secret, signedIn } = on.caller;
    const meant = {
      subjectId: signedIn.person.id,
      key,
      secret,
      request: JSON.stringify([request.method, on.pathname, on.given.query, text]),
    };
    return answerOnce(runtime.db, meant, () => run(on.route, on.context, given, key));
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader("Cache-Control", "private, no-cache");
    try {
      await serve(request, response);
    } catch (error) {
      const problem = problemOfError(error);
      if (!problem) runtime.log.error({ err: error, path: request.url }, "API request failed");
      const path = request.url?.split("?", 1)[0] ?? "/";
      const acceptLanguage = request.headers["accept-language"];
      const answer = problemAnswer(problem ?? { code: "internal" }, { path, acceptLanguage });
      if (response.headersSent) return void response.destroy();
      // What was not read of a refused body must not be taken for the next request.
      if (!request.complete) response.setHeader("Connection", "close");
      response.writeHead(answer.status, answer.headers).end(answer.body);
    }
  };
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, text }: { status: number; text: string },
): void {
  if (request.method === "POST") {
    response.writeHead(status, { "Content-Type": jsonType }).end(text);
    return;
  }
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 32)}"`;
  response.setHeader("ETag", etag);
  response.setHeader("Vary", "Authorization");
  const known = (request.headers["if-none-match"] ?? "").split(",").map((tag) => tag.trim());
  if (known.some((tag) => tag === "*" || tag.replace(/^W\//, "") === etag)) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(status, {
    "Content-Type": jsonType,
    "Content-Length": Buffer.byteLength(text),
  });
  response.end(request.method === "HEAD" ? undefined : text);
}

/** Each parameter once: the second of two that differ must not win unnoticed. */
function queryOf(search: URLSearchParams): Record<string, string> {
  const keys = [...search.keys()];
  const twice = keys.find((key, i) => keys.indexOf(key) !== i);
  if (twice !== undefined) throw new AppError({ code: "badInput", params: { field: twice } });
  return Object.fromEntries(search);
}

function nextOf(body: unknown): string | undefined {
  return typeof body === "object" &&
    body !== null &&
    "next" in body &&
    typeof body.next === "string"
    ? body.next
    : undefined;
}
