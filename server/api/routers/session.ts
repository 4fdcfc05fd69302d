import { PreferencesInput, SignInInput } from "../../access/schema";
import { signIn } from "../../access/sign-in";
import { signOut } from "../../access/sign-out";
import { updatePreferences } from "../../access/update-preferences";
import { procedure, publicProcedure, router } from "../trpc";

export const sessionRouter = router({
  me: publicProcedure.query(({ ctx }) => ctx.signedIn?.person ?? null),
  signIn: publicProcedure.input(SignInInput).mutation(({ ctx, input }) => signIn(ctx, input)),
  signOut: procedure.mutation(({ ctx }) => signOut(ctx)),
  preferences: procedure
    .input(PreferencesInput)
    .mutation(({ ctx, input }) => updatePreferences(ctx.verb, input)),
});
