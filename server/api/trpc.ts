import { initTRPC, TRPCError } from "@trpc/server";
import { ZodError, z } from "zod";
import { assertProved } from "../access/assert-proved";
import { AppError, type Problem } from "../problem";
import type { Requirement } from "../rights/schema";
import type { Runtime } from "../runtime-types";
import type { Context, VerbContext } from "./context";
import { toTrpcError } from "./errors";
import { noteDenial } from "./note-denial";

/** What a procedure declares of the rights it needs. */
const Meta = z.strictObject({ needs: z.enum(["nothing", "own", "filtered", "each", "rights"]) });
type Meta = z.infer<typeof Meta>;

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    errorFormatter({ shape, error }) {
      const problem = problemOf(error);
      const { stack: _stack, ...data } = shape.data;
      return { ...shape, message: problem.code, data: { ...data, problem } };
    },
  });

/** What went wrong, as people and programs are told. */
export function problemOf(error: TRPCError): Problem {
  if (error.cause instanceof AppError) return error.cause.problem;
  if (error.cause instanceof ZodError) {
    const issue = error.cause.issues[0];
    return {
      code: "badInput",
      params: { field: issue?.path.join(".") ?? "" },
      detail: issue?.message ?? "",
    };
  }
  if (error.code === "UNAUTHORIZED") return { code: "unauthenticated" };
  if (error.code === "NOT_FOUND") return { code: "notFound" };
  return { code: error.code === "BAD_REQUEST" ? "badInput" : "internal" };
}

export const router = t.router;

/** AppError → TRPCError in one place; anything else is logged and told as `internal`. */
const errors = t.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  noteDenial(ctx, path, result.error.cause);
  throw toTrpcError(result.error, { log: ctx.runtime.log, path });
});

/** Open to strangers: first run and sign-in only. */
export const openProcedure = t.procedure.meta({ needs: "nothing" }).use(errors);

/** Deny by default: everything else needs a session. Not exported: what it may do has to be declared. */
const signedIn = t.procedure.use(errors).use(({ ctx, next }) => {
  if (!ctx.signedIn) throw new TRPCError({ code: "UNAUTHORIZED" });
  const verb: VerbContext = {
    runtime: ctx.runtime,
    person: ctx.signedIn.person,
    rights: ctx.runtime.rights.of(ctx.signedIn.subject),
    sessionId: ctx.signedIn.sessionId,
    sourceIp: ctx.sourceIp,
  };
  return next({ ctx: { ...ctx, verb } });
});

/** One's own things: nobody needs a right for them. */
export const ownProcedure = signedIn.meta({ needs: "own" });

/** Answers hold only what the person may see, item by item: the verb filters by `ctx.rights`. */
export const filteredProcedure = signedIn.meta({ needs: "filtered" });

/** Many objects at once: the verb asks for each, and one refusal never fails the rest. */
export const eachProcedure = signedIn.meta({ needs: "each" });

/** On top of the rights: who sits there has proved it within the last minutes. */
export const proved = t.middleware(({ ctx, next }) => {
  assertProved(ctx);
  return next();
});

/** For procedures without an input. */
export const Nothing = z.void();

/** Needs every requirement its input leads to, before the verb is called. */
export function needing<S extends z.ZodType>(
  schema: S,
  requirementsOf: (input: z.output<S>, runtime: Runtime) => readonly Requirement[],
) {
  return signedIn
    .meta({ needs: "rights" })
    .input(schema)
    .use(async ({ ctx, getRawInput, next }) => {
      const input = schema.parse(await getRawInput());
      ctx.verb.rights.require(requirementsOf(input, ctx.runtime));
      return next();
    });
}

/** A procedure that says nothing of what it needs must not be reachable: the server does not start with one. */
export function assertEveryProcedureDeclares(procedures: object): void {
  const silent = Object.entries(procedures).flatMap(([path, procedure]) =>
    Meta.safeParse(metaOf(procedure)).success ? [] : [path],
  );
  if (silent.length) throw new Error(`procedures without declared rights: ${silent.join(", ")}`);
}

function metaOf(procedure: unknown): unknown {
  if (typeof procedure !== "function" || !("_def" in procedure)) return undefined;
  const { _def } = procedure;
  return typeof _def === "object" && _def !== null && "meta" in _def ? _def.meta : undefined;
}
