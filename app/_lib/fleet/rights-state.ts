import { allows, type EffectiveGrant } from "@/server/rights/decide";
import type { AccessObject, Action } from "@/server/rights/schema";
import type { MyRights } from "@/server/rights/views";

/** What the person at this browser may do, judged by the server's own function on the server's own lines. */
export class RightsState {
  readonly #listeners = new Set<() => void>();
  #grants: EffectiveGrant[] | undefined;
  #projects: Record<string, string> = {};
  #projectNames: Record<string, string> = {};
  #version = 0;

  get version(): number {
    return this.#version;
  }

  apply({ grants, projectByMachine, projectNames }: MyRights): void {
    this.#projectNames = projectNames;
    this.#grants = grants.map((grant) => ({ ...grant, actions: new Set(grant.actions) }));
    this.#projects = projectByMachine;
    this.#version++;
    for (const listener of this.#listeners) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Until the first word of the server nothing looks forbidden; the server judges each call anyway. */
  may(action: Action, object: AccessObject): boolean {
    if (!this.#grants) return true;
    return allows(this.#grants, { action, object, nowMs: Date.now() }, this);
  }

  /** Whether the action is allowed anywhere at all: for pages and menus, not for objects. */
  mayAnywhere(action: Action): boolean {
    return this.#grants?.some((grant) => grant.actions.has(action)) ?? true;
  }

  projectOf(machineUuid: string): string | undefined {
    return this.#projects[machineUuid];
  }

  /** Of the projects in which the person sees machines. */
  projectNames(): string[] {
    return Object.values(this.#projectNames).sort();
  }

  /** The name of the machine's project. */
  projectNameOf(machineUuid: string): string | undefined {
    return this.#projectNames[this.projectOf(machineUuid) ?? ""];
  }
}
