"use client";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { StateView } from "@/app/_components/state-view";
import { useFleetPhase, useHosts } from "@/app/_lib/fleet-store";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { PageHeader } from "@/app/_ui/page-header";
import { Skeleton } from "@/app/_ui/skeleton";
import { AddHostLink } from "../add-host-link";
import { HostTable } from "./host-table";
import { matchesHost } from "./matches-host";

export function HostsPage() {
  const t = useTranslations("hosts.list");
  const phase = useFleetPhase();
  const hosts = useHosts();
  const [query, setQuery] = useQueryState("q", parseAsString.withDefault(""));
  const shown = hosts.filter((host) => matchesHost(host, query));
  const away = hosts.filter(({ link }) => link === "unreachable" || link === "refused").length;
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader
        title={t("title")}
        aside={phase === "waiting" ? undefined : hosts.length}
        actions={
          <>
            {hosts.length > 0 && (
              <Field label={t("filter")} hideLabel className="w-56">
                <Input
                  type="search"
                  value={query}
                  placeholder={t("filterPlaceholder")}
                  onChange={(event) => setQuery(event.target.value || null)}
                />
              </Field>
            )}
            <AddHostLink variant="primary">
              <Plus aria-hidden="true" />
              {t("add")}
            </AddHostLink>
          </>
        }
      />
      <div className="border-border border-t" />
      {away > 0 && (
        <StateView kind="partial" title={t("partial", { away, all: hosts.length })}>
          {t("partialWhy")}
        </StateView>
      )}
      {phase === "waiting" && <StateView kind="loading" skeleton={<Rows />} />}
      {phase !== "waiting" && hosts.length === 0 && (
        <StateView
          kind="empty-first"
          title={t("emptyTitle")}
          actions={<AddHostLink>{t("add")}</AddHostLink>}
        >
          {t("emptyWhy")}
        </StateView>
      )}
      {hosts.length > 0 && shown.length === 0 && (
        <StateView
          kind="empty-filter"
          title={t("noneTitle", { query })}
          actions={<Button onClick={() => setQuery(null)}>{t("clear")}</Button>}
        />
      )}
      {shown.length > 0 && <HostTable hosts={shown} />}
    </div>
  );
}

function Rows() {
  return (
    <div className="flex flex-col gap-5 p-(--gutter)">
      {[1, 2, 3].map((row) => (
        <Skeleton key={row} className="w-3/4" />
      ))}
    </div>
  );
}
