"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { ActionList } from "@/app/_features/rights/action-list";
import { ScopeField } from "@/app/_features/rights/scope-field";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import type { Problem } from "@/server/problem";
import type { Scope } from "@/server/rights/schema";
import { type CreateTokenInput, SourceCidr, tokenName } from "@/server/tokens/schema";
import { type OfferedRole, RoleChoice, useOfferedRoles } from "./role-choice";

const spans = { hour: 1, day: 24, month: 720, quarter: 2_160, year: 8_760 };
type Span = keyof typeof spans;
const spanNames: readonly Span[] = ["hour", "day", "month", "quarter", "year"];

interface TokenFormProps {
  error: Problem | undefined;
  /** Why it cannot be sent yet. */
  onReason: (reason: string | undefined) => void;
  onSubmit: (input: CreateTokenInput) => void;
}

export function TokenForm({ error, onReason, onSubmit }: TokenFormProps) {
  const t = useTranslations("tokens.create");
  const common = useTranslations("common");
  const roles = useOfferedRoles();
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(["viewer"]));
  const [scope, setScope] = useState<Scope | null>({ kind: "fleet" });
  const [kind, setKind] = useState<"fleet" | "project" | "machine" | "host">("fleet");
  const [span, setSpan] = useState<Span>("month");
  const [cidr, setCidr] = useState("");
  const network = cidr.trim();
  const nameWrong = name.trim() !== "" && !tokenName.safeParse(name).success;
  const networkWrong = network !== "" && !SourceCidr.safeParse(network).success;
  const given = roles.filter(({ key }) => chosen.has(key));
  const reason = reasonOf({ name, nameWrong, given, scope, networkWrong });
  useEffect(() => onReason(reason && t(reason)), [reason, onReason, t]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason !== undefined || scope === null) return;
    onSubmit({
      name: name.trim(),
      grants: given.map((role) => ({ role: roleOf(role), scope })),
      expiresInHours: spans[span],
      ...(network ? { sourceCidr: network } : {}),
    });
  };
  return (
    <form id="token" onSubmit={submit} noValidate className="flex flex-col gap-3.5">
      <Field label={t("name")} required error={nameWrong && t("nameWrong")} hint={t("nameHint")}>
        <Input
          autoFocus
          autoComplete="off"
          value={name}
          maxLength={64}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <ScopeField value={scope} onChange={setScope} kind={kind} onKind={setKind} />
      <RoleChoice roles={roles} chosen={chosen} onChange={setChosen} scope={scope} />
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t("lifetime")}>
          <Select
            value={span}
            onValueChange={setSpan}
            options={spanNames.map((one) => ({ value: one, label: t(`span.${one}`) }))}
          />
        </Field>
        <Field
          label={t("network")}
          aside={common("optional")}
          error={networkWrong && t("networkWrong")}
          hint={t("networkHint")}
        >
          <Input
            className="mono"
            autoComplete="off"
            value={cidr}
            placeholder="10.0.0.0/8"
            maxLength={50}
            onChange={(event) => setCidr(event.target.value)}
          />
        </Field>
      </div>
      {given.length > 0 && (
        <div className="flex flex-col gap-1.5 rounded-md bg-sunken px-3 py-2.5">
          <h3 className="font-medium text-sm">{t("gives")}</h3>
          <ActionList of={given.flatMap(({ actions }) => actions)} />
        </div>
      )}
      {error && <ProblemAlert problem={error} />}
    </form>
  );
}

interface Entered {
  name: string;
  nameWrong: boolean;
  given: readonly OfferedRole[];
  scope: Scope | null;
  networkWrong: boolean;
}

function reasonOf({ name, nameWrong, given, scope, networkWrong }: Entered) {
  if (name.trim() === "") return "nameFirst";
  if (nameWrong) return "nameWrong";
  if (scope === null) return "whereFirst";
  if (given.length === 0) return "roleFirst";
  return networkWrong ? "networkWrong" : undefined;
}

const roleOf = ({ builtIn, id, key }: OfferedRole): CreateTokenInput["grants"][number]["role"] =>
  builtIn ? { builtIn } : { roleId: id ?? key };
