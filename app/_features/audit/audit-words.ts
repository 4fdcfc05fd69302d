"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { operationKinds } from "@/server/operations/types";

/** What the audit is known to record beside operations; whatever else comes is shown by its own name. */
const known = [
  "operation.cancel",
  "access.denied",
  "access.deniedMany",
  "session.signIn",
  "session.signInFailed",
  "session.signOut",
  "person.claim",
  "console.open",
  "console.close",
  "console.takeOver",
  "console.kick",
  "console.viewerFile",
  "guestLink.create",
  "guestLink.use",
  "guestLink.revoke",
  "grant.add",
  "grant.remove",
  "role.create",
  "role.update",
  "role.delete",
  "project.create",
  "project.rename",
  "project.delete",
  "project.assign",
  "database.settings",
  "database.download",
  "factor.addPasskey",
  "factor.addTotp",
  "factor.removePasskey",
  "factor.removeTotp",
  "factor.renewRecoveryCodes",
  "factor.reset",
  "group.create",
  "group.rename",
  "group.remove",
  "group.addMember",
  "group.removeMember",
  "person.invite",
  "person.join",
  "person.withdrawInvitation",
  "person.rename",
  "person.enable",
  "person.disable",
  "person.remove",
  "person.changePassword",
  "session.revoke",
  "session.setLimits",
  "session.stepUp",
  "token.create",
  "token.revoke",
  "webhook.create",
  "webhook.update",
  "webhook.remove",
  "webhook.test",
  "outside.appeared",
  "outside.vanished",
  "outside.moved",
  "outside.started",
  "outside.stopped",
  "outside.paused",
  "outside.resumed",
  "outside.crashed",
  "outside.changed",
  "outside.many",
  "audit.verify",
  "audit.export",
  "audit.cut",
  "setting.audit",
] as const;

/** An action in the reader's language. */
export function useActionWord(): (action: string) => string {
  const t = useTranslations("audit.actions");
  const kinds = useTranslations("operations");
  return useCallback(
    (action) => {
      const kind = operationKinds.find((one) => one === action);
      if (kind) return kinds(`kind.${kind}`);
      const word = known.find((one) => one === action);
      return word ? t(word) : action;
    },
    [t, kinds],
  );
}

const actors = ["outside", "stranger", "flotilla"] as const;

/** Who did it; those that are nobody have a name of their own in each language. */
export function useActorWord(): (actor: { id: string; name: string }) => string {
  const t = useTranslations("audit.actors");
  return useCallback(
    ({ id, name }) => {
      const nobody = actors.find((one) => one === id);
      return nobody ? t(nobody) : name;
    },
    [t],
  );
}
