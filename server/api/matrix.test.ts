import { TRPCError } from "@trpc/server";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TempDatabase, tempDatabase } from "../operations/testing/fixture";
import { AppError } from "../problem";
import { type Action, type BuiltInRole, builtInRoles } from "../rights/actions";
import { columnsOf } from "../rights/read-grants";
import { createRightsBook } from "../rights/rights-book";
import { roleActions } from "../rights/roles";
import type { Scope } from "../rights/schema";
import type { RightsBook } from "../rights/types";
import type { Context } from "./context";
import { appRouter } from "./root";
import { filtered, openToStrangers, own, type Place, type Row, rows } from "./testing/matrix-rows";

/**
 * Every procedure × every role × {own, foreign, absent object}, against rows written by hand. Rights
 * are read from a real database; whatever lies behind the question throws `Reached` at its first
 * touch, so that a verb that is let through does nothing, and one that is not cannot be told apart
 * from one that does not exist.
 */
const place = (n: number): Place => ({
  hostId: `host-${n}`,
  uuid: `${n}0000000-0000-4000-8000-000000000000`,
  projectId: `project-${n}`,
});
const mine = place(1);
const foreign = place(2);
const absent = place(3);
const places = { own: mine, foreign, absent };

interface Person {
  id: string;
  role: BuiltInRole | null;
  everywhere: boolean;
}
const people: Person[] = [
  { id: "nobody", role: null, everywhere: false },
  ...builtInRoles.flatMap((role) => [
    { id: `${role}-here`, role, everywhere: false },
    { id: `${role}-everywhere`, role, everywhere: true },
  ]),
];

let database: TempDatabase;
let book: RightsBook;

beforeAll(async () => {
  database = await tempDatabase();
  const { db } = database;
  for (const { hostId, projectId, uuid } of [mine, foreign]) {
    await db.host.create({
      data: { id: hostId, name: hostId, uri: `test+tcp://${hostId}/default` },
    });
    await db.project.create({ data: { id: projectId, name: projectId } });
    await db.projectMachine.create({ data: { machineUuid: uuid, projectId } });
  }
  const at = new Date();
  for (const { id, role, everywhere } of people) {
    const email = `${id}@flotilla.invalid`;
    await db.user.create({ data: { id, name: id, email, createdAt: at, updatedAt: at } });
    const scopes: Scope[] = everywhere
      ? [{ kind: "fleet" }]
      : [
          { kind: "project", projectId: mine.projectId },
          { kind: "host", hostId: mine.hostId },
        ];
    for (const scope of role === null ? [] : scopes)
      await db.grant.create({
        data: {
          id: `${id}-${scope.kind}`,
          userId: id,
          builtInRole: role,
          ...columnsOf(scope),
          createdByName: "test",
        },
      });
  }
  book = await createRightsBook(db);
});
afterAll(() => database.remove());

class Reached extends Error {}

/** Stands for everything behind the question. */
const beyond: object = new Proxy(() => {}, {
  get: () => {
    throw new Reached();
  },
  apply: () => {
    throw new Reached();
  },
});

/** What is named may be used; every other touch is noticed. */
const barred = (named: Record<string, unknown>): object =>
  new Proxy(named, {
    get(_, key) {
      const found = named[String(key)];
      if (found === undefined) throw new Reached();
      return found;
    },
  });

/** The test's one cast: a runtime of which only what the question itself needs may be touched without being noticed. */
function runtimeOf(rights: RightsBook): Context["runtime"] {
  const known: Record<string, unknown> = {
    rights,
    log: pino({ level: "silent" }),
    denials: { note: () => {} },
    auditSettings: barred({ current: { reason: "none" } }),
    // The audit of a refusal names its objects.
    fleet: barred({ machinesByUuid: () => [{ name: "named" }], host: () => ({ name: "named" }) }),
  };
  return new Proxy(known, {
    get: (_, key) => known[String(key)] ?? beyond,
  }) as unknown as Context["runtime"];
}

type Answer = "reached" | "unauthenticated" | "notFound" | "forbidden" | `other: ${string}`;

async function ask(path: string, input: unknown, personId: string | null): Promise<Answer> {
  const context = {
    runtime: runtimeOf(book),
    signedIn:
      personId === null
        ? null
        : {
            person: { id: personId, name: personId, preferences: {} },
            subject: { kind: "person", personId },
            sessionId: "s",
            provedAtMs: Date.now(),
          },
    sourceIp: "127.0.0.1",
    request: { headers: {} },
    setCookie: () => {},
  } as unknown as Context;
  try {
    const answer = await call(appRouter.createCaller(context), path.replace(/ .*/, ""), input);
    return answerOf(answer);
  } catch (error) {
    return codeOf(error);
  }
}

async function call(caller: object, path: string, input: unknown): Promise<unknown> {
  const verb = path.split(".").reduce<unknown>((at, key) => Reflect.get(Object(at), key), caller);
  if (typeof verb !== "function") throw new Error(`no procedure ${path}`);
  const answer: unknown = await verb(input);
  if (typeof answer !== "object" || answer === null || !(Symbol.asyncIterator in answer))
    return answer;
  for await (const first of answer as AsyncIterable<unknown>) return first;
  return undefined;
}

/** Verbs on many machines answer each one by itself. */
function answerOf(answer: unknown): Answer {
  const [first]: unknown[] = Array.isArray(answer) ? answer : [];
  if (typeof first !== "object" || first === null || !("problem" in first)) return "reached";
  const { problem } = first;
  const code =
    typeof problem === "object" && problem !== null && "code" in problem ? problem.code : "";
  return code === "notFound" || code === "forbidden" ? code : "reached";
}

function codeOf(error: unknown): Answer {
  if (error instanceof Reached) return "reached";
  if (!(error instanceof TRPCError)) return `other: ${error}`;
  if (error.code === "UNAUTHORIZED") return "unauthenticated";
  const cause = error.cause;
  if (!(cause instanceof AppError)) return `other: ${error.message}`;
  if (cause.problem.code === "internal" && cause.cause instanceof Reached) return "reached";
  const { code } = cause.problem;
  return code === "notFound" || code === "forbidden" ? code : `other: ${code}`;
}

const viewOf = { machine: "machine.view", host: "host.view" } as const;

/** What the hand-written row leads to; the first requirement that is missing decides the answer. */
function expected(row: Row, { role, everywhere }: Person, where: keyof typeof places): Answer {
  const actions: ReadonlySet<Action> = role === null ? new Set() : roleActions[role];
  const holds = (action: Action, on: Row["needs"][number][1]) =>
    actions.has(action) && (everywhere || (on !== "fleet" && where === "own"));
  const missing = row.needs.find(([action, on]) => !holds(action, on));
  if (!missing) return "reached";
  const [, on] = missing;
  return (on === "machine" || on === "host") && !holds(viewOf[on], on) ? "notFound" : "forbidden";
}

test("every procedure has a row", () => {
  const named = [...Object.keys(rows).map((path) => path.replace(/ .*/, ""))];
  const all = [...new Set([...named, ...openToStrangers, ...own, ...filtered])].sort();
  expect(all).toEqual(Object.keys(appRouter._def.procedures).sort());
});

test("every cell of the matrix", async () => {
  const mismatches: string[] = [];
  let cells = 0;
  for (const [path, row] of Object.entries(rows))
    for (const [where, at] of Object.entries(places))
      for (const person of people) {
        cells++;
        const wanted = expected(row, person, where as keyof typeof places);
        const answer = await ask(path, row.input?.(at), person.id);
        if (answer !== wanted)
          mismatches.push(`${path} ${person.id} ${where}: ${answer}, expected ${wanted}`);
      }
  console.log(`rights matrix: cells tested ${cells}, mismatches ${mismatches.length}`);
  expect(mismatches).toEqual([]);
});

describe("without a session", () => {
  const closed = [...Object.keys(rows), ...own, ...filtered];
  test.each(closed)("%s is refused before its input is looked at", async (path) => {
    expect(await ask(path, { anything: true }, null)).toBe("unauthenticated");
  });
});

test("no procedure takes a field it does not know", async () => {
  const taken: string[] = [];
  for (const [path, row] of Object.entries(rows)) {
    if (!row.input) continue;
    const input = { ...Object(row.input(mine)), role: "owner", projectId2: "p", ownerId: "x" };
    const answer = await ask(path, input, "owner-everywhere");
    if (!answer.startsWith("other: ")) taken.push(`${path}: ${answer}`);
  }
  expect(taken).toEqual([]);
});
