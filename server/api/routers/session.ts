import { PreferencesInput, SignInInput } from "../../access/schema";
import { signIn } from "../../access/sign-in";
import { signOut } from "../../access/sign-out";
import { updatePreferences } from "../../access/update-preferences";
import { openProcedure, ownProcedure, router } from "../trpc";

export const sessionRouter = router({
  me: openProcedure.query(({ ctx }) => ctx.signedIn?.person ?? null),
  signIn: openProcedure.input(SignInInput).mutation(({ ctx, input }) => signIn(ctx, input)),
  signOut: ownProcedure.mutation(({ ctx }) => signOut(ctx)),
  preferences: ownProcedure
    .input(PreferencesInput)
    .mutation(({ ctx, input }) => updatePreferences(ctx.verb, input)),
});
