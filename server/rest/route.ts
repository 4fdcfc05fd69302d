import type { z } from "zod";
import type { Context } from "../api/context";
import type { appRouter } from "../api/root";
import type { RouteId } from "./schema";

/** The very procedures of the product, with their authorisation, called in this process. */
export type Procedures = ReturnType<typeof appRouter.createCaller>;

export interface Call {
  api: Procedures;
  context: Context;
  /** One key for what the program meant. */
  intent: string;
}

export interface Answer {
  status: 200 | 201 | 202 | 204;
  body: unknown;
  /** Where what was made can be read. */
  location?: string;
}

interface Given<P, Q, B> extends Call {
  params: P;
  query: Q;
  body: B;
}

interface Definition<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O> {
  id: RouteId;
  method: "GET" | "POST";
  /** `/machines/{hostId}/{uuid}`, below /api/v1. */
  path: string;
  params: P;
  query: Q;
  body: B;
  status: Answer["status"];
  output: z.ZodType<O>;
  location?(output: O): string;
  handle(given: Given<z.output<P>, z.output<Q>, z.output<B>>): Promise<O>;
}

/** One line of the API: what goes in, what comes out, and the procedure it is. */
export interface Route {
  id: RouteId;
  method: "GET" | "POST";
  path: string;
  params: z.ZodType;
  query: z.ZodType;
  body: z.ZodType;
  status: Answer["status"];
  output: z.ZodType;
  run(call: Call, given: Record<"params" | "query" | "body", unknown>): Promise<Answer>;
}

/** Input is read and the answer is made by the schemas of the document, so that neither can differ from it. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O>(
  definition: Definition<P, Q, B, O>,
): Route {
  const { params, query, body, output, status, location, handle } = definition;
  return {
    ...definition,
    async run(call, given) {
      const result = await handle({
        ...call,
        params: params.parse(given.params),
        query: query.parse(given.query),
        body: body.parse(given.body),
      });
      const shown = output.parse(result);
      return { status, body: shown, ...(location ? { location: location(shown) } : {}) };
    },
  };
}
