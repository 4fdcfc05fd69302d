import type { EffectiveGrant } from "./decide";
import type { AccessObject, Action, Requirement } from "./schema";

/** Who holds rights: a person, or a token that acts within its owner's. */
export type Subject = { kind: "person"; personId: string } | { kind: "token"; tokenId: string };

/** Where an action is allowed, for narrowing a query; `can` has the last word on each object. */
export interface Reach {
  everywhere: boolean;
  machineUuids: string[];
  hostIds: string[];
}

/** The rights of one subject. Live: a grant that is withdrawn counts no more at the next question. */
export interface Rights {
  readonly subject: Subject;
  /** As operations and the audit name the subject: a person's id, or `token:<id>`. */
  readonly subjectId: string;
  can(action: Action, object: AccessObject): boolean;
  /** Throws `notFound` for an object that may not even be seen, `forbidden` naming the first missing right. */
  require(requirements: readonly Requirement[]): void;
  reach(action: Action): Reach;
  /** The lines themselves: of a token its own, of which no more than its owner's count. */
  grants(): readonly EffectiveGrant[];
}

/** Everybody's rights, in memory. */
export interface RightsBook {
  /** Grows with every change of grants, groups, roles, projects, tokens or people. */
  readonly epoch: number;
  of(subject: Subject): Rights;
  projectOf(machineUuid: string): string | undefined;
  projectName(projectId: string): string | undefined;
  /** False for a token that is revoked, has run out, or was made since the last reading. */
  knowsToken(tokenId: string): boolean;
  /** Reads the tables again; called in the wake of each change to them. */
  reload(): Promise<void>;
  /** Called after `epoch` has grown. Returns what stops the calls. */
  onChange(listener: () => void): () => void;
}
