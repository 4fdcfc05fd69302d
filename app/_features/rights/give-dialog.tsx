"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import type { Scope } from "@/server/rights/schema";
import type { RoleView } from "@/server/rights/views";
import { ActionList } from "./action-list";
import { useRoleName } from "./role-name";
import { ScopeField } from "./scope-field";
import { useRefreshRights } from "./use-refresh-rights";

const HOUR_MS = 3_600_000;
const spans = {
  always: null,
  hour: HOUR_MS,
  shift: 8 * HOUR_MS,
  week: 168 * HOUR_MS,
  month: 720 * HOUR_MS,
};
type Span = keyof typeof spans;
const spanNames: readonly Span[] = ["always", "hour", "shift", "week", "month"];

const keyOfRole = (role: RoleView): string => role.id ?? role.name;

/** Gives a role somewhere to somebody, with what that means in words before it is given. */
export function GiveDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("rights.give");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const refresh = useRefreshRights();
  const nameOf = useRoleName();
  const subjects = useQuery(trpc.rights.subjects.queryOptions()).data ?? [];
  const roles = useQuery(trpc.rights.roles.queryOptions()).data ?? [];
  const [who, setWho] = useState<string>();
  const [roleKey, setRoleKey] = useState("operator");
  const [scope, setScope] = useState<Scope | null>({ kind: "fleet" });
  const [kind, setKind] = useState<"fleet" | "project" | "machine" | "host">("fleet");
  const [span, setSpan] = useState<Span>("always");
  const [why, setWhy] = useState("");
  const give = useMutation(
    trpc.rights.addGrant.mutationOptions({ onSuccess: () => refresh().then(onClose) }),
  );
  const subject = subjects.find(({ id }) => id === who);
  const role = roles.find((one) => keyOfRole(one) === roleKey);
  const reason = !subject ? t("whoFirst") : !scope ? t("whereFirst") : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!subject || !role || !scope || give.isPending) return;
    const spanMs = spans[span];
    give.mutate({
      subject:
        subject.kind === "person"
          ? { kind: "person", personId: subject.id }
          : { kind: "group", groupId: subject.id },
      role: role.builtIn
        ? { kind: "builtIn", role: role.builtIn }
        : { kind: "custom", roleId: keyOfRole(role) },
      scope,
      ...(spanMs === null ? {} : { expiresAtMs: Date.now() + spanMs }),
      ...(why.trim() ? { reason: why.trim() } : {}),
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("title")}
      description={t("adds")}
      closeLabel={common("close")}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" form="give" variant="primary" busy={give.isPending} reason={reason}>
            {t("submit")}
          </Button>
        </>
      }
    >
      <form id="give" onSubmit={submit} noValidate className="flex flex-col gap-3.5">
        <Field label={t("who")} required>
          <Select
            value={who}
            onValueChange={setWho}
            placeholder={t("choose")}
            options={subjects.map(({ id, name, kind: what }) => ({
              value: id,
              label: name,
              hint: what === "group" ? t("group") : undefined,
            }))}
          />
        </Field>
        <Field label={t("role")} required>
          <Select
            value={roleKey}
            onValueChange={setRoleKey}
            options={roles.map((one) => ({ value: keyOfRole(one), label: nameOf(one) }))}
          />
        </Field>
        <ScopeField value={scope} onChange={setScope} kind={kind} onKind={setKind} />
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t("until")}>
            <Select
              value={span}
              onValueChange={setSpan}
              options={spanNames.map((name) => ({ value: name, label: t(`span.${name}`) }))}
            />
          </Field>
          <Field label={t("why")} aside={common("optional")}>
            <Input value={why} maxLength={500} onChange={(event) => setWhy(event.target.value)} />
          </Field>
        </div>
        {role && (
          <div className="flex flex-col gap-1.5 rounded-md bg-sunken px-3 py-2.5">
            <h3 className="font-medium text-sm">{t("gives")}</h3>
            <ActionList of={role.actions} />
          </div>
        )}
        {give.error && <ProblemAlert problem={problemOf(give.error)} />}
      </form>
    </Dialog>
  );
}
