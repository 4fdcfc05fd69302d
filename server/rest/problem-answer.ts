import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { problemOf } from "../api/trpc";
import { AppError, type Problem, type ProblemCode } from "../problem";
import { localeOf, wordsOf } from "./problem-words";

const statusOf: Partial<Record<ProblemCode, number>> = {
  badInput: 400,
  filterWrong: 400,
  unauthenticated: 401,
  tokenWrong: 401,
  forbidden: 403,
  notFound: 404,
  machineGone: 404,
  methodNotAllowed: 405,
  bodyTooLarge: 413,
  mediaTypeWrong: 415,
  throttled: 429,
  internal: 500,
};
/** What the world is not in the state for. */
const OTHERWISE = 409;

export interface ProblemAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What went wrong, whoever threw it; undefined for what nobody foresaw. */
export function problemOfError(error: unknown): Problem | undefined {
  if (error instanceof AppError) return error.problem;
  if (error instanceof TRPCError) return problemOf(error);
  if (error instanceof ZodError)
    return problemOf(new TRPCError({ code: "BAD_REQUEST", cause: error }));
  return undefined;
}

/** RFC 9457. `detail` is a sentence for people; the raw text of a host goes with it as plain text. */
export function problemAnswer(
  problem: Problem,
  about: { path: string; acceptLanguage: string | undefined },
): ProblemAnswer {
  const status = statusOf[problem.code] ?? OTHERWISE;
  const locale = localeOf(about.acceptLanguage);
  const { title, detail } = wordsOf(problem, locale);
  const params = problem.params ?? {};
  return {
    status,
    headers: {
      "Content-Type": "application/problem+json",
      "Content-Language": locale,
      Vary: "Accept-Language, Authorization",
      ...(status === 401 ? { "WWW-Authenticate": 'Bearer realm="flotilla"' } : {}),
      ...(problem.code === "throttled" ? { "Retry-After": String(params.seconds ?? 60) } : {}),
    },
    body: JSON.stringify({
      type: `/docs/api#${problem.code}`,
      title,
      status,
      detail,
      code: problem.code,
      params,
      instance: about.path,
    }),
  };
}
