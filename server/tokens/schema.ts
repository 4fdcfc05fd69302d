import { z } from "zod";
import { BuiltInRole, Scope } from "../rights/schema";

/** Shown in operations and the audit as who did it, so it is plain text of one line. */
export const tokenName = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u);

export const TOKEN_MAX_HOURS = 366 * 24;

/** A built-in role by name, or a custom one by id. */
export const TokenRole = z.union([
  z.strictObject({ builtIn: BuiltInRole }),
  z.strictObject({ roleId: z.string().min(1).max(64) }),
]);
export type TokenRole = z.infer<typeof TokenRole>;

export const TokenGrant = z.strictObject({ role: TokenRole, scope: Scope });
export type TokenGrant = z.infer<typeof TokenGrant>;

/** Addresses a token may be used from. */
export const SourceCidr = z.union([z.cidrv4(), z.cidrv6()]);

export const CreateTokenInput = z.strictObject({
  name: tokenName,
  grants: z.array(TokenGrant).min(1).max(20),
  expiresInHours: z.number().int().min(1).max(TOKEN_MAX_HOURS),
  sourceCidr: SourceCidr.optional(),
});
export type CreateTokenInput = z.infer<typeof CreateTokenInput>;

export const TokenId = z.strictObject({ id: z.string().min(1).max(40) });
export type TokenId = z.infer<typeof TokenId>;
