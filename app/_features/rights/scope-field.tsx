"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useHosts, useMachines } from "@/app/_lib/fleet-store";
import { useTRPC } from "@/app/_lib/trpc";
import { Field } from "@/app/_ui/field";
import { Select } from "@/app/_ui/select";
import type { Scope } from "@/server/rights/schema";

const kinds = ["fleet", "project", "machine", "host"] as const;
type Kind = (typeof kinds)[number];

interface ScopeFieldProps {
  value: Scope | null;
  onChange: (scope: Scope | null) => void;
  kind: Kind;
  onKind: (kind: Kind) => void;
}

/** Where a role shall count: everywhere, or in one named place. */
export function ScopeField({ value, onChange, kind, onKind }: ScopeFieldProps) {
  const t = useTranslations("rights.scope");
  const places = usePlaces(kind);
  const choose = (next: Kind) => {
    onKind(next);
    onChange(next === "fleet" ? { kind: "fleet" } : null);
  };
  const chosen = value === null ? undefined : idOf(value);
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={t("label")}>
        <Select
          value={kind}
          onValueChange={choose}
          options={kinds.map((k) => ({ value: k, label: t(`kind.${k}`) }))}
        />
      </Field>
      {kind !== "fleet" && (
        <Field label={t(`kind.${kind}`)} required>
          <Select
            value={chosen}
            placeholder={places.length === 0 ? t("none") : t("choose")}
            disabled={places.length === 0}
            onValueChange={(id) => onChange(scopeOf(kind, id))}
            options={places}
          />
        </Field>
      )}
    </div>
  );
}

function usePlaces(kind: Kind): { value: string; label: string }[] {
  const trpc = useTRPC();
  const projects = useQuery(trpc.projects.list.queryOptions());
  const hosts = useHosts();
  const machines = useMachines();
  if (kind === "project")
    return (projects.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  if (kind === "host") return hosts.map(({ id, name }) => ({ value: id, label: name }));
  if (kind === "machine") return machines.map(({ uuid, name }) => ({ value: uuid, label: name }));
  return [];
}

function scopeOf(kind: Exclude<Kind, "fleet">, id: string): Scope {
  if (kind === "project") return { kind, projectId: id };
  return kind === "machine" ? { kind, uuid: id } : { kind, hostId: id };
}

function idOf(scope: Scope): string | undefined {
  if (scope.kind === "project") return scope.projectId;
  if (scope.kind === "machine") return scope.uuid;
  return scope.kind === "fleet" ? undefined : scope.hostId;
}
