import { fromNodeHeaders } from "better-auth/node";
import type { Access } from "./access-types";
import { type AuthOptions, createAuth } from "./auth";
import { readPreferences } from "./preferences";
import { SetupCode } from "./setup-code";
import { Throttle } from "./throttle";

export async function createAccess(options: AuthOptions): Promise<Access> {
  const auth = createAuth(options);
  const owners = await options.db.user.count();
  const access: Access = {
    auth,
    throttle: new Throttle(),
    setupCode: owners === 0 ? new SetupCode() : null,
    setupNeeded: async () => access.setupCode !== null,
    session: async (headers) => {
      const found = await auth.api.getSession({ headers: fromNodeHeaders(headers) });
      if (!found || found.user.disabledAt) return null;
      const { user, session } = found;
      return {
        sessionId: session.id,
        subject: { kind: "person", personId: user.id },
        person: {
          id: user.id,
          name: user.username ?? user.name,
          preferences: readPreferences(user.preferences),
        },
      };
    },
  };
  return access;
}
