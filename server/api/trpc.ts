import { initTRPC, TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { AppError, type Problem } from "../problem";
import type { Context, VerbContext } from "./context";
import { toTrpcError } from "./errors";

const t = initTRPC.context<Context>().create({
  errorFormatter({ shape, error }) {
    const problem = problemOf(error);
    const { stack: _stack, ...data } = shape.data;
    return { ...shape, message: problem.code, data: { ...data, problem } };
  },
});

function problemOf(error: TRPCError): Problem {
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
  throw toTrpcError(result.error, { log: ctx.runtime.log, path });
});

/** Open to strangers: first run and sign-in only. */
export const publicProcedure = t.procedure.use(errors);

/** Deny by default: everything else needs a session. */
export const procedure = publicProcedure.use(({ ctx, next }) => {
  if (!ctx.signedIn) throw new TRPCError({ code: "UNAUTHORIZED" });
  const verb: VerbContext = {
    runtime: ctx.runtime,
    person: ctx.signedIn.person,
    sessionId: ctx.signedIn.sessionId,
    sourceIp: ctx.sourceIp,
  };
  return next({ ctx: { ...ctx, verb } });
});
