import { z } from "zod";
import { actions, builtInRoles } from "./actions";

export const Action = z.enum(actions);
export type Action = z.infer<typeof Action>;

export const BuiltInRole = z.enum(builtInRoles);
export type BuiltInRole = z.infer<typeof BuiltInRole>;

const id = z.string().min(1).max(64);
const uuid = z.guid().transform((text) => text.toLowerCase());
const resource = z.string().min(1).max(255);

/**
 * Where a grant reaches: fleet ⊃ project ⊃ machine, and fleet ⊃ host ⊃ pool, network. A grant on a host
 * says nothing about the machines on it. A machine is its UUID: it moves between hosts, its rights with it.
 */
export const Scope = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("fleet") }),
  z.strictObject({ kind: z.literal("project"), projectId: id }),
  z.strictObject({ kind: z.literal("machine"), uuid }),
  z.strictObject({ kind: z.literal("host"), hostId: id }),
  z.strictObject({ kind: z.literal("pool"), hostId: id, pool: resource }),
  z.strictObject({ kind: z.literal("network"), hostId: id, network: resource }),
]);
export type Scope = z.infer<typeof Scope>;

/** What something is done to; the same shapes as scopes, for a grant reaches an object or does not. */
export type AccessObject = Scope;

export const fleetObject = { kind: "fleet" } as const satisfies AccessObject;

/** An operation needs every one of its requirements. */
export interface Requirement {
  action: Action;
  object: AccessObject;
}

/** A role as a grant names it: one that comes with the product, or one of this installation's own. */
export const RoleRef = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("builtIn"), role: BuiltInRole }),
  z.strictObject({ kind: z.literal("custom"), roleId: id }),
]);
export type RoleRef = z.infer<typeof RoleRef>;

export const GrantSubject = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("person"), personId: id }),
  z.strictObject({ kind: z.literal("group"), groupId: id }),
]);
export type GrantSubject = z.infer<typeof GrantSubject>;

export const AddGrantInput = z.strictObject({
  subject: GrantSubject,
  role: RoleRef,
  scope: Scope,
  /** Unix ms; absent = until it is taken away. */
  expiresAtMs: z.number().int().positive().optional(),
  reason: z.string().trim().max(500).optional(),
});
export type AddGrantInput = z.infer<typeof AddGrantInput>;

export const GrantId = z.strictObject({ grantId: id });

const roleName = z.string().trim().min(1).max(64);
const roleActions = z.array(Action).min(1).max(actions.length);

export const CreateRoleInput = z.strictObject({ name: roleName, actions: roleActions });
export type CreateRoleInput = z.infer<typeof CreateRoleInput>;
export const UpdateRoleInput = z.strictObject({ roleId: id, name: roleName, actions: roleActions });
export type UpdateRoleInput = z.infer<typeof UpdateRoleInput>;
export const RoleId = z.strictObject({ roleId: id });

export const ExplainInput = z.strictObject({ action: Action, object: Scope });
export type ExplainInput = z.infer<typeof ExplainInput>;
