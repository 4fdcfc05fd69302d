"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { CodeBlock } from "@/app/_components/code-block";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { SettingsSection } from "@/app/_features/settings/settings-section";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Definition, DefinitionList } from "@/app/_ui/definition-list";
import { PageHeader } from "@/app/_ui/page-header";
import { Skeleton } from "@/app/_ui/skeleton";
import { BackupList } from "./backup-list";
import { BackupSchedule } from "./backup-schedule";
import { MasterKey } from "./master-key";

/** The product's own database: its backups, how one is restored, the key that is in none of them. */
export function DatabasePage() {
  const t = useTranslations("settings.database");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const found = useQuery(trpc.database.get.queryOptions());
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader title={t("title")} />
      <div className="flex flex-col border-border border-t">
        {found.isPending && (
          <StateView kind="loading" skeleton={<Skeleton className="m-(--gutter) h-40" />} />
        )}
        {found.error && (
          <div className="p-(--gutter)">
            <ProblemAlert
              problem={problemOf(found.error)}
              actions={<Button onClick={() => found.refetch()}>{common("retry")}</Button>}
            />
          </div>
        )}
        {found.data && (
          <>
            <SettingsSection wide id="database" title={t("title")}>
              <p className="text-text-2">{t("what")}</p>
              <DefinitionList>
                <Definition term={t("kind")}>{t(`kinds.${found.data.provider}`)}</Definition>
                <Definition term={t("directory")}>
                  <span className="break-all">{found.data.directory}</span>
                </Definition>
              </DefinitionList>
            </SettingsSection>
            <SettingsSection wide id="backups" title={t("backups")}>
              <BackupList backups={found.data.backups} />
              <BackupSchedule settings={found.data.settings} />
            </SettingsSection>
            <SettingsSection wide id="restore" title={t("restore")}>
              <p className="text-text-2">{t("restoreWhy")}</p>
              <p>{t("restoreSteps")}</p>
              <CodeBlock
                text={`npm run database -- restore ${found.data.backups[0]?.name ?? "FILE"}`}
                label={t("copyRestore")}
                wrap
              />
            </SettingsSection>
            <SettingsSection wide id="key" title={t("key")}>
              <MasterKey keyId={found.data.keyId} secrets={found.data.secrets} />
            </SettingsSection>
          </>
        )}
      </div>
    </div>
  );
}
