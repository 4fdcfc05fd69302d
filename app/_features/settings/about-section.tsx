"use client";
import { useTranslations } from "next-intl";
import { useHosts } from "@/app/_lib/fleet-store";
import { Definition, DefinitionList } from "@/app/_ui/definition-list";

export function AboutSection({ version }: { version: string }) {
  const t = useTranslations("settings.about");
  const hosts = useHosts();
  const machines = hosts.reduce((sum, host) => sum + host.machineCount, 0);
  return (
    <div className="flex flex-col gap-4">
      <p className="text-text-2">{t("what")}</p>
      <DefinitionList>
        <Definition term={t("version")}>{version}</Definition>
        <Definition term={t("fleet")}>
          {t("fleetSize", { hosts: hosts.length, machines })}
        </Definition>
        <Definition term={t("licence")}>Apache-2.0</Definition>
      </DefinitionList>
    </div>
  );
}
