import type { Db } from "../db/client";
import { allows, type EffectiveGrant } from "./decide";
import { DeniedError } from "./denied";
import { type GrantTables, readGrants } from "./read-grants";
import type { AccessObject, Action, Requirement } from "./schema";
import { subjectIdOf } from "./subject-id";
import type { Reach, Rights, RightsBook, Subject } from "./types";

/**
 * All grants in memory: a question costs microseconds, so it is asked for every procedure, every
 * message of a feed and before every irreversible step. Every change of the tables reloads the book
 * and grows the epoch; whoever holds something open by a right asks again then.
 */
export async function createRightsBook(db: Db, now: () => number = Date.now): Promise<RightsBook> {
  const book = new Book(db, now);
  await book.reload();
  return book;
}

const viewAction: Partial<Record<AccessObject["kind"], Action>> = {
  machine: "machine.view",
  host: "host.view",
  pool: "volume.view",
};

/** Longest wait of one timer; a grant that runs out later is waited for in parts. */
const LONGEST_TIMER_MS = 86_400_000;

const nothing: GrantTables = {
  byUser: new Map(),
  byToken: new Map(),
  ownerByToken: new Map(),
  projectByMachine: new Map(),
  projectNames: new Map(),
};

class Book implements RightsBook {
  readonly #db: Db;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #tables = nothing;
  #epoch = 0;
  #reading: Promise<void> = Promise.resolve();
  #expiry: NodeJS.Timeout | undefined;

  constructor(db: Db, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  get epoch(): number {
    return this.#epoch;
  }

  projectOf(machineUuid: string): string | undefined {
    return this.#tables.projectByMachine.get(machineUuid);
  }

  projectName(projectId: string): string | undefined {
    return this.#tables.projectNames.get(projectId);
  }

  knowsToken(tokenId: string): boolean {
    return this.#tables.ownerByToken.has(tokenId);
  }

  /** One after the other: the last reading is never older than the last change. */
  reload(): Promise<void> {
    const next = this.#reading
      .catch(() => undefined)
      .then(async () => {
        this.#tables = await readGrants(this.#db, new Date(this.#now()));
        this.#changed();
      });
    this.#reading = next;
    return next;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  of(subject: Subject): Rights {
    const can = (action: Action, object: AccessObject) => this.#can(subject, action, object);
    return {
      subject,
      subjectId: subjectIdOf(subject),
      can,
      require: (requirements) => {
        for (const requirement of requirements) requireOne(can, requirement);
      },
      reach: (action) => this.#reach(subject, action),
      grants: () => this.#grantsOf(subject),
    };
  }

  #can(subject: Subject, action: Action, object: AccessObject): boolean {
    const wanted = { action, object, nowMs: this.#now() };
    if (!allows(this.#grantsOf(subject), wanted, this)) return false;
    if (subject.kind === "person") return true;
    const ownerId = this.#tables.ownerByToken.get(subject.tokenId);
    return ownerId === null || allows(this.#tables.byUser.get(ownerId ?? "") ?? [], wanted, this);
  }

  #reach(subject: Subject, action: Action): Reach {
    const scopes = this.#grantsOf(subject).flatMap(({ actions, scope }) =>
      actions.has(action) ? [scope] : [],
    );
    const projects = new Set(scopes.flatMap((s) => (s.kind === "project" ? [s.projectId] : [])));
    const inProjects = [...this.#tables.projectByMachine].flatMap(([uuid, projectId]) =>
      projects.has(projectId) ? [uuid] : [],
    );
    return {
      everywhere: scopes.some(({ kind }) => kind === "fleet"),
      machineUuids: [
        ...inProjects,
        ...scopes.flatMap((scope) => (scope.kind === "machine" ? [scope.uuid] : [])),
      ],
      hostIds: scopes.flatMap((scope) => (scope.kind === "host" ? [scope.hostId] : [])),
    };
  }

  #grantsOf(subject: Subject): EffectiveGrant[] {
    const { byUser, byToken } = this.#tables;
    const grants =
      subject.kind === "person" ? byUser.get(subject.personId) : byToken.get(subject.tokenId);
    return grants ?? [];
  }

  #changed(): void {
    this.#epoch++;
    this.#awaitExpiry();
    for (const listener of this.#listeners) listener();
  }

  /** A grant that runs out is a change like one that is withdrawn. */
  #awaitExpiry(): void {
    clearTimeout(this.#expiry);
    const nowMs = this.#now();
    const times = [...this.#tables.byUser.values(), ...this.#tables.byToken.values()]
      .flat()
      .flatMap(({ expiresAtMs }) =>
        expiresAtMs !== null && expiresAtMs > nowMs ? [expiresAtMs - nowMs] : [],
      );
    if (times.length === 0) return;
    const waitMs = Math.min(...times, LONGEST_TIMER_MS);
    this.#expiry = setTimeout(() => this.#changed(), waitMs + 1).unref();
  }
}

/** What may not be seen is answered like what does not exist. */
function requireOne(
  can: (action: Action, object: AccessObject) => boolean,
  requirement: Requirement,
): void {
  const { action, object } = requirement;
  if (can(action, object)) return;
  const view = viewAction[object.kind];
  if (view && !can(view, object)) throw new DeniedError({ code: "notFound" }, requirement);
  throw new DeniedError({ code: "forbidden", params: { action } }, requirement);
}
