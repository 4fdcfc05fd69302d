import { type Problem, problemCodes } from "@/server/problem";

/** The problem inside whatever a call threw; no answer at all is a lost connection to this server. */
export function problemOf(error: unknown): Problem {
  const data = field(error, "data") ?? field(field(error, "shape"), "data");
  const problem = field(data, "problem");
  const code = problemCodes.find((c) => c === field(problem, "code"));
  if (code === undefined) {
    const detail = error instanceof Error ? error.message : "";
    return { code: "connectionLost", params: { peer: "server" }, detail };
  }
  const params = paramsOf(field(problem, "params"));
  const detail = field(problem, "detail");
  return { code, params, ...(typeof detail === "string" ? { detail } : {}) };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && name in value
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

function paramsOf(value: unknown): Record<string, string | number> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === "string" || typeof entry[1] === "number",
    ),
  );
}
