import type { Access } from "./access-types";
import { type AuthOptions, createAuth } from "./auth";
import { createDeviceCookie } from "./device-cookie";
import { PasskeyCeremonies } from "./passkeys/ceremonies";
import { createSessionBook } from "./session-book";
import { SetupCode } from "./setup-code";
import { SignInAttempts } from "./sign-in-attempts";
import { Throttle } from "./throttle";
import { TotpDrafts } from "./totp/drafts";

export async function createAccess(options: AuthOptions): Promise<Access> {
  const auth = createAuth(options);
  const owners = await options.db.user.count();
  const sessions = await createSessionBook({ db: options.db, auth });
  const access: Access = {
    auth,
    sessions,
    throttle: new Throttle(),
    attempts: new SignInAttempts(),
    totpDrafts: new TotpDrafts(),
    passkeys: new PasskeyCeremonies(),
    devices: createDeviceCookie(options),
    setupCode: owners === 0 ? new SetupCode() : null,
    setupNeeded: async () => access.setupCode !== null,
    session: (headers) => sessions.find(headers),
  };
  return access;
}
