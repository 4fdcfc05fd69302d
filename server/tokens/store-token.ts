import { ulid } from "ulid";
import type { Tx } from "../db/writer";
import { columnsOf } from "../rights/read-grants";
import type { TokenGrant } from "./schema";
import { newTokenText } from "./token-text";

export interface TokenDraft {
  name: string;
  grants: TokenGrant[];
  expiresAt: Date;
  sourceCidr: string | null;
  /** Null: made on the command line, for the installation. */
  ownerId: string | null;
  madeBy: string;
}

/** The row and its grants; the text is returned and kept nowhere. */
export async function storeToken(tx: Tx, draft: TokenDraft): Promise<{ id: string; text: string }> {
  const { id, text, prefix, hash } = newTokenText();
  const { name, sourceCidr, ownerId, expiresAt } = draft;
  await tx.token.create({
    data: {
      id,
      name,
      prefix,
      hash,
      sourceCidr,
      ownerId,
      expiresAt,
      grants: {
        create: draft.grants.map(({ role, scope }) => ({
          id: ulid(),
          builtInRole: "builtIn" in role ? role.builtIn : null,
          roleId: "roleId" in role ? role.roleId : null,
          createdByName: draft.madeBy,
          ...columnsOf(scope),
        })),
      },
    },
  });
  return { id, text };
}

/** What the audit says of a new token: everything but its secret. */
export const describeDraft = ({ grants, expiresAt, sourceCidr }: TokenDraft) => ({
  grants,
  expiresAt: expiresAt.toISOString(),
  sourceCidr,
});
