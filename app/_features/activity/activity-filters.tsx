"use client";
import { useTranslations } from "next-intl";
import { useHosts } from "@/app/_lib/fleet-store";
import { Select } from "@/app/_ui/select";
import { operationKinds } from "@/server/operations/types";
import { sinces, type useActivityFilter } from "./use-activity-filter";

/** What, where, since when: the rest of the filter, each in the address. */
export function ActivityFilters({ filter }: { filter: ReturnType<typeof useActivityFilter> }) {
  const t = useTranslations("activity");
  const kinds = useTranslations("operations");
  const hosts = useHosts();
  return (
    <div className="flex flex-wrap gap-2 *:w-44">
      <span>
        <Select
          aria-label={t("kinds")}
          value={filter.kind}
          onValueChange={filter.setKind}
          options={[
            { value: "any", label: t("anyKind") },
            ...operationKinds.map((kind) => ({ value: kind, label: kinds(`kind.${kind}`) })),
          ]}
        />
      </span>
      <span>
        <Select
          aria-label={t("hosts")}
          value={filter.hostId}
          onValueChange={filter.setHostId}
          options={[
            { value: "any", label: t("anyHost") },
            ...hosts.map((host) => ({ value: host.id, label: host.name })),
          ]}
        />
      </span>
      <span>
        <Select
          aria-label={t("since")}
          value={filter.since}
          onValueChange={filter.setSince}
          options={sinces.map((value) => ({ value, label: t(`sinces.${value}`) }))}
        />
      </span>
    </div>
  );
}
