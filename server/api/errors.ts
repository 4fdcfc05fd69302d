import { TRPCError } from "@trpc/server";
import type { Logger } from "pino";
import { isDatabaseAway } from "../db/until-free";
import { AppError, type ProblemCode } from "../problem";

type TrpcCode = TRPCError["code"];

const statusOf: Partial<Record<ProblemCode, TrpcCode>> = {
  unauthenticated: "UNAUTHORIZED",
  signInWrong: "UNAUTHORIZED",
  signInExpired: "UNAUTHORIZED",
  factorWrong: "UNAUTHORIZED",
  proofWrong: "FORBIDDEN",
  stepUpNeeded: "FORBIDDEN",
  rightNotHeld: "FORBIDDEN",
  invitationGone: "NOT_FOUND",
  forbidden: "FORBIDDEN",
  setupDone: "NOT_FOUND",
  notFound: "NOT_FOUND",
  machineGone: "NOT_FOUND",
  conflict: "CONFLICT",
  machineBusy: "CONFLICT",
  nameTaken: "CONFLICT",
  hostKnown: "CONFLICT",
  throttled: "TOO_MANY_REQUESTS",
  databaseAway: "SERVICE_UNAVAILABLE",
  internal: "INTERNAL_SERVER_ERROR",
};

export function toTrpcError(error: TRPCError, where: { log: Logger; path: string }): TRPCError {
  const cause = error.cause;
  if (cause instanceof AppError) {
    where.log.info({ path: where.path, problem: cause.problem.code }, cause.message);
    return new TRPCError({ code: statusOf[cause.problem.code] ?? "PRECONDITION_FAILED", cause });
  }
  if (error.code !== "INTERNAL_SERVER_ERROR") return error;
  if (isDatabaseAway(cause)) {
    where.log.error({ path: where.path, err: cause }, "the database is away");
    return new TRPCError({
      code: "SERVICE_UNAVAILABLE",
      cause: new AppError({ code: "databaseAway" }, { cause }),
    });
  }
  where.log.error({ path: where.path, err: cause ?? error }, "procedure failed");
  return new TRPCError({
    code: "INTERNAL_SERVER_ERROR",
    cause: new AppError({ code: "internal" }, { cause }),
  });
}
