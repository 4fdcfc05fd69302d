"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { CodeBlock } from "@/app/_components/code-block";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { useFormat } from "@/app/_lib/use-format";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import { type BuiltInRole, builtInRoles } from "@/server/rights/actions";
import { useRefreshPeople } from "./use-refresh-people";

const hours = { day: 24, week: 168, month: 720 };
type Span = keyof typeof hours;
const spans: readonly Span[] = ["day", "week", "month"];
const NONE = "none";

/** A link that makes one account, with the role and the group it comes with. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("people.invite");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const refresh = useRefreshPeople();
  const invite = useMutation(trpc.people.invite.mutationOptions({ onSuccess: () => refresh() }));
  const [label, setLabel] = useState("");
  const footer = invite.data ? (
    <Button variant="primary" onClick={onClose}>
      {t("done")}
    </Button>
  ) : (
    <>
      <Button onClick={onClose}>{common("cancel")}</Button>
      <Button
        type="submit"
        form="invite"
        variant="primary"
        busy={invite.isPending}
        reason={label.trim() ? undefined : t("labelFirst")}
      >
        {t("submit")}
      </Button>
    </>
  );
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => !open && onClose()}
      title={t("title")}
      description={t("why")}
      closeLabel={common("close")}
      footer={footer}
    >
      {invite.data ? (
        <InviteLink {...invite.data} />
      ) : (
        <InviteFields
          label={label}
          onLabel={setLabel}
          onSubmit={(more) => invite.mutate({ label: label.trim(), ...more })}
        />
      )}
      {invite.error && <ProblemAlert problem={problemOf(invite.error)} />}
    </Dialog>
  );
}

function InviteLink({ secret, expiresAtMs }: { secret: string; expiresAtMs: number }) {
  const t = useTranslations("people.invite");
  const format = useFormat();
  return (
    <div className="flex flex-col gap-2">
      <p>{t("link", { when: format.exact(expiresAtMs) })}</p>
      <CodeBlock text={`${location.origin}/invite#${secret}`} label={t("copy")} wrap />
    </div>
  );
}

interface Given {
  groupIds: string[];
  grants: { role: BuiltInRole; scope: { kind: "fleet" } }[];
  expiresInHours: number;
}

interface InviteFieldsProps {
  label: string;
  onLabel: (label: string) => void;
  onSubmit: (given: Given) => void;
}

function InviteFields({ label, onLabel, onSubmit }: InviteFieldsProps) {
  const t = useTranslations("people.invite");
  const names = useTranslations("rights.role");
  const trpc = useTRPC();
  const groups = useQuery(trpc.people.list.queryOptions()).data?.groups ?? [];
  const [role, setRole] = useState<BuiltInRole | typeof NONE>(NONE);
  const [groupId, setGroupId] = useState(NONE);
  const [span, setSpan] = useState<Span>("week");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (label.trim() === "") return;
    onSubmit({
      groupIds: groupId === NONE ? [] : [groupId],
      grants: role === NONE ? [] : [{ role, scope: { kind: "fleet" } }],
      expiresInHours: hours[span],
    });
  };
  return (
    <form id="invite" onSubmit={submit} noValidate className="flex flex-col gap-3.5">
      <Field label={t("label")} hint={t("labelHint")} required>
        <Input
          autoFocus
          maxLength={64}
          value={label}
          onChange={(event) => onLabel(event.target.value)}
        />
      </Field>
      <Field label={t("role")}>
        <Select
          value={role}
          onValueChange={setRole}
          options={[
            { value: NONE, label: t("noRole") },
            ...builtInRoles.map((name) => ({ value: name, label: names(name) })),
          ]}
        />
      </Field>
      {groups.length > 0 && (
        <Field label={t("group")}>
          <Select
            value={groupId}
            onValueChange={setGroupId}
            options={[
              { value: NONE, label: t("noGroup") },
              ...groups.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
      )}
      <Field label={t("hours")}>
        <Select
          value={span}
          onValueChange={setSpan}
          options={spans.map((name) => ({ value: name, label: t(`span.${name}`) }))}
        />
      </Field>
    </form>
  );
}
