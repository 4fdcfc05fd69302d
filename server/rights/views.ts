import type { Action, BuiltInRole, Scope } from "./schema";

/** Shapes that the browser gets. */
export interface RoleView {
  /** Null for the ones that come with the product. */
  id: string | null;
  builtIn: BuiltInRole | null;
  name: string;
  actions: Action[];
  /** How many grants name it. */
  grants: number;
}

export interface SubjectView {
  kind: "person" | "group";
  id: string;
  name: string;
}

export interface GrantView {
  id: string;
  subject:
    | { kind: "person"; id: string; name: string }
    | { kind: "group"; id: string; name: string; members: number }
    | { kind: "token"; id: string; name: string };
  role: { builtIn: BuiltInRole | null; id: string | null; name: string; actions: Action[] };
  scope: Scope;
  /** Name of the project, host or machine, as it is known now; null for the fleet or what is gone. */
  scopeName: string | null;
  expiresAtMs: number | null;
  reason: string | null;
  createdAtMs: number;
  createdByName: string;
}

/** What the browser needs to say, by the server's own function, what its person may do. */
export interface MyRights {
  epoch: number;
  grants: { id: string; actions: Action[]; scope: Scope; expiresAtMs: number | null }[];
  /** Projects of the machines that the person may see, by machine UUID. */
  projectByMachine: Record<string, string>;
  /** The names of those projects, by id. */
  projectNames: Record<string, string>;
}

export interface Explanation {
  allowed: boolean;
  action: Action;
  /** Built-in roles that would give it. */
  roles: BuiltInRole[];
  /** Names of people who may grant it there. */
  givers: string[];
}
