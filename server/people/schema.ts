import { z } from "zod";
import { locales, password, themes, userName } from "../access/schema";
import { BuiltInRole, Scope } from "../rights/schema";

const id = z.string().min(1).max(64);
const groupName = z.string().trim().min(1).max(64);

/** What an invitation gives beside its groups: a role that comes with the product, somewhere. */
export const GivenGrant = z.strictObject({ role: BuiltInRole, scope: Scope });
export type GivenGrant = z.infer<typeof GivenGrant>;

export const InviteInput = z.strictObject({
  label: z.string().trim().min(1).max(64),
  groupIds: z.array(id).max(64),
  grants: z.array(GivenGrant).max(16),
  expiresInHours: z.number().int().min(1).max(720),
});
export type InviteInput = z.infer<typeof InviteInput>;

export const InvitationId = z.strictObject({ invitationId: id });
export type InvitationId = z.infer<typeof InvitationId>;

const secret = z.string().min(20).max(64);
export const InvitationSecret = z.strictObject({ secret });
export type InvitationSecret = z.infer<typeof InvitationSecret>;

export const AcceptInput = z.strictObject({
  secret,
  name: userName,
  password,
  locale: z.enum(locales),
  theme: z.enum(themes),
});
export type AcceptInput = z.infer<typeof AcceptInput>;

export const PersonId = z.strictObject({ personId: id });
export type PersonId = z.infer<typeof PersonId>;

export const RenamePersonInput = z.strictObject({ personId: id, name: userName });
export type RenamePersonInput = z.infer<typeof RenamePersonInput>;

export const EnablePersonInput = z.strictObject({ personId: id, enabled: z.boolean() });
export type EnablePersonInput = z.infer<typeof EnablePersonInput>;

export const CreateGroupInput = z.strictObject({ name: groupName });
export type CreateGroupInput = z.infer<typeof CreateGroupInput>;

export const GroupId = z.strictObject({ groupId: id });
export type GroupId = z.infer<typeof GroupId>;

export const RenameGroupInput = z.strictObject({ groupId: id, name: groupName });
export type RenameGroupInput = z.infer<typeof RenameGroupInput>;

export const MemberInput = z.strictObject({ groupId: id, personId: id, member: z.boolean() });
export type MemberInput = z.infer<typeof MemberInput>;
