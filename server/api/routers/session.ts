import { listSessions } from "../../access/list-sessions";
import { askForPasskey } from "../../access/passkeys/ask";
import { signInWithPasskey } from "../../access/passkeys/sign-in";
import { questionForAttempt } from "../../access/question-for-attempt";
import { revokeOtherSessions } from "../../access/revoke-other-sessions";
import { revokeSession } from "../../access/revoke-session";
import {
  PasskeyQuestionInput,
  PasskeySignInInput,
  PreferencesInput,
  SessionId,
  SessionLimits,
  SignInFactorInput,
  SignInInput,
  StepUpInput,
} from "../../access/schema";
import { setSessionLimits } from "../../access/set-session-limits";
import { signIn } from "../../access/sign-in";
import { signInFactor } from "../../access/sign-in-factor";
import { signOut } from "../../access/sign-out";
import { stepUp, stepUpWays } from "../../access/step-up";
import { updatePreferences } from "../../access/update-preferences";
import { onFleet } from "../../rights/requirements";
import { needing, openProcedure, ownProcedure, proved, router } from "../trpc";

const manageAccess = () => [onFleet("access.manage")];

export const sessionRouter = router({
  me: openProcedure.query(({ ctx }) => ctx.signedIn?.person ?? null),
  signIn: openProcedure.input(SignInInput).mutation(({ ctx, input }) => signIn(ctx, input)),
  signInFactor: openProcedure
    .input(SignInFactorInput)
    .mutation(({ ctx, input }) => signInFactor(ctx, input)),
  factorPasskey: openProcedure
    .input(PasskeyQuestionInput)
    .mutation(({ ctx, input }) => questionForAttempt(ctx, input)),
  askPasskey: openProcedure.mutation(({ ctx }) => askForPasskey(ctx, null)),
  signInPasskey: openProcedure
    .input(PasskeySignInInput)
    .mutation(({ ctx, input }) => signInWithPasskey(ctx, input)),
  signOut: ownProcedure.mutation(({ ctx }) => signOut(ctx)),
  stepUpWays: ownProcedure.query(({ ctx }) => stepUpWays(ctx)),
  stepUpPasskey: ownProcedure.mutation(({ ctx }) => askForPasskey(ctx, ctx.verb.person.id)),
  stepUp: ownProcedure.input(StepUpInput).mutation(({ ctx, input }) => stepUp(ctx, input)),
  list: ownProcedure.query(({ ctx }) => listSessions(ctx.verb)),
  revoke: ownProcedure
    .input(SessionId)
    .mutation(({ ctx, input }) => revokeSession(ctx.verb, input)),
  revokeOthers: ownProcedure.mutation(({ ctx }) => revokeOtherSessions(ctx.verb)),
  limits: ownProcedure.query(({ ctx }) => ctx.runtime.access.sessions.limits),
  setLimits: needing(SessionLimits, manageAccess)
    .use(proved)
    .mutation(({ ctx, input }) => setSessionLimits(ctx.verb, input)),
  preferences: ownProcedure
    .input(PreferencesInput)
    .mutation(({ ctx, input }) => updatePreferences(ctx.verb, input)),
});
