"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRoleName } from "@/app/_features/rights/role-name";
import { rights } from "@/app/_lib/fleet/store";
import { useTRPC } from "@/app/_lib/trpc";
import { useMay, useRightsVersion } from "@/app/_lib/use-may";
import { Checkbox } from "@/app/_ui/checkbox";
import type { Action, BuiltInRole } from "@/server/rights/actions";
import { roleActions } from "@/server/rights/roles";
import { BuiltInRole as BuiltIn, type Scope } from "@/server/rights/schema";

export interface OfferedRole {
  key: string;
  id: string | null;
  builtIn: BuiltInRole | null;
  name: string;
  actions: readonly Action[];
}

const builtIns: readonly OfferedRole[] = BuiltIn.options.map((builtIn) => ({
  key: builtIn,
  id: null,
  builtIn,
  name: builtIn,
  actions: [...roleActions[builtIn]],
}));

/** The roles that may go into a token; custom ones are known only to who manages access. */
export function useOfferedRoles(): readonly OfferedRole[] {
  const trpc = useTRPC();
  const seesCustom = useMay("access.manage", { kind: "fleet" });
  const roles = useQuery(trpc.rights.roles.queryOptions(undefined, { enabled: seesCustom }));
  const custom = (roles.data ?? []).filter(({ builtIn }) => builtIn === null);
  return [...builtIns, ...custom.map((role) => ({ ...role, key: role.id ?? role.name }))];
}

interface RoleChoiceProps {
  roles: readonly OfferedRole[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
  scope: Scope | null;
}

/** Nobody hands on what he does not hold himself: such roles are told apart before the server refuses. */
export function RoleChoice({ roles, chosen, onChange, scope }: RoleChoiceProps) {
  const t = useTranslations("tokens.create");
  const nameOf = useRoleName();
  useRightsVersion();
  const holds = (role: OfferedRole) =>
    scope === null || role.actions.every((action) => rights.may(action, scope));
  const toggle = (key: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(key);
    else next.delete(key);
    onChange(next);
  };
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 text-sm text-text-2">{t("roles")}</legend>
      <div className="grid gap-x-6 gap-y-1.5 sm:grid-cols-2">
        {roles.map((role) => (
          <Checkbox
            key={role.key}
            checked={chosen.has(role.key)}
            disabled={!holds(role) && !chosen.has(role.key)}
            onCheckedChange={(on) => toggle(role.key, on === true)}
            label={nameOf(role)}
            hint={holds(role) ? undefined : t("notHeld")}
          />
        ))}
      </div>
    </fieldset>
  );
}
