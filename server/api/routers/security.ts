import { changePassword } from "../../access/change-password";
import { getSecurity } from "../../access/get-security";
import { addPasskey } from "../../access/passkeys/add";
import { beginAddingPasskey } from "../../access/passkeys/begin-adding";
import { removePasskey } from "../../access/passkeys/remove";
import { renewRecoveryCodes } from "../../access/renew-recovery-codes";
import {
  AddPasskeyInput,
  ChangePasswordInput,
  ConfirmTotpInput,
  PasskeyId,
} from "../../access/schema";
import { beginTotp } from "../../access/totp/begin";
import { confirmTotp } from "../../access/totp/confirm";
import { removeTotp } from "../../access/totp/remove";
import { ownProcedure, proved, router } from "../trpc";

const provedProcedure = ownProcedure.use(proved);

export const securityRouter = router({
  get: ownProcedure.query(({ ctx }) => getSecurity(ctx.verb)),
  changePassword: provedProcedure
    .input(ChangePasswordInput)
    .mutation(({ ctx, input }) => changePassword(ctx.verb, input)),
  beginTotp: provedProcedure.mutation(({ ctx }) => beginTotp(ctx.verb)),
  confirmTotp: ownProcedure
    .input(ConfirmTotpInput)
    .mutation(({ ctx, input }) => confirmTotp(ctx.verb, input)),
  removeTotp: provedProcedure.mutation(({ ctx }) => removeTotp(ctx.verb)),
  renewRecoveryCodes: provedProcedure.mutation(({ ctx }) => renewRecoveryCodes(ctx.verb)),
  beginPasskey: provedProcedure.mutation(({ ctx }) => beginAddingPasskey(ctx)),
  addPasskey: ownProcedure
    .input(AddPasskeyInput)
    .mutation(({ ctx, input }) => addPasskey(ctx, input)),
  removePasskey: provedProcedure
    .input(PasskeyId)
    .mutation(({ ctx, input }) => removePasskey(ctx.verb, input)),
});
