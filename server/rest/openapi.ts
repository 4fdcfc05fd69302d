import { z } from "zod";
import texts from "../../app/messages/en/api.json";
import { components, HttpProblem } from "./outputs";
import type { Route } from "./route";
import { apiBase, routes } from "./routes";

type Json = Record<string, unknown>;

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: unknown) => ({ "application/json": { schema } });

const nameOf = new Map<unknown, string>(
  Object.entries(components).map(([name, schema]) => [schema, name]),
);

/** OpenAPI 3.1, out of the table that serves: what is not in it is not served, and the other way round. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = `${apiBase}${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  paths[`${apiBase}/events`] = { get: eventsOperation };
  return {
    openapi: "3.1.0",
    info: { title: "Flotilla", version: "1", description: texts.intro },
    servers: [{ url: "/" }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas: schemas(),
      securitySchemes: { token: { type: "http", scheme: "bearer", bearerFormat: "flt_…" } },
    },
  };
}

function operationOf({ id, method, params, query, body, status, output }: Route): Json {
  const bodySchema = method === "POST" ? schemaOf(body, "input") : undefined;
  return {
    operationId: id,
    summary: texts.routes[id],
    parameters: [
      ...parametersOf(params, "path"),
      ...parametersOf(query, "query"),
      ...headersOf(method),
    ],
    ...(bodySchema
      ? { requestBody: { required: !body.safeParse(undefined).success, content: json(bodySchema) } }
      : {}),
    responses: {
      [status]: { description: "Done, or on its way", content: json(schemaOf(output, "output")) },
      ...(method === "GET" ? { 304: { description: "Nothing changed" } } : {}),
      default: problem,
    },
  };
}

const problem = {
  description: "What went wrong, and where the cause is",
  content: { "application/problem+json": { schema: ref(nameOf.get(HttpProblem) ?? "") } },
};

const eventsOperation: Json = {
  operationId: "watchEvents",
  summary: texts.routes.watchEvents,
  description:
    "Events: reset (what follows is all there is), host, host.gone, machine, machine.gone, operation, ready. Data is JSON. Last-Event-ID goes on where a stream broke off.",
  parameters: [
    { name: "Last-Event-ID", in: "header", required: false, schema: { type: "string" } },
  ],
  responses: {
    200: {
      description: "The stream",
      content: { "text/event-stream": { schema: { type: "string" } } },
    },
    default: problem,
  },
};

function headersOf(method: Route["method"]): Json[] {
  const name = method === "GET" ? "If-None-Match" : "Idempotency-Key";
  return [{ name, in: "header", required: false, schema: { type: "string" } }];
}

const Properties = z.looseObject({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
});

function parametersOf(schema: z.ZodType, place: "path" | "query"): Json[] {
  const { properties, required } = Properties.parse(z.toJSONSchema(schema, { io: "output" }));
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: place === "path" || (required.includes(name) && !hasDefault(one)),
    schema: one,
  }));
}

const hasDefault = (schema: unknown) =>
  typeof schema === "object" && schema !== null && "default" in schema;

/** A component by its name, anything else in place. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): unknown {
  const name = nameOf.get(schema);
  if (name !== undefined) return ref(name);
  const { $schema: _dialect, ...plain } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return plain;
}

function schemas(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(components)) registry.add(schema, { id });
  const { schemas: made } = z.toJSONSchema(registry, {
    io: "output",
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(made).map(([id, { $schema: _dialect, $id: _id, ...schema }]) => [id, schema]),
  );
}
