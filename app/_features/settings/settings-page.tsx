"use client";
import { useTranslations } from "next-intl";
import { useMay } from "@/app/_lib/use-may";
import { PageHeader } from "@/app/_ui/page-header";
import { AboutSection } from "./about-section";
import { ProfileSection } from "./profile-section";
import { SettingsSection } from "./settings-section";
import { SshKeySection } from "./ssh-key-section";

export function SettingsPage({ version }: { version: string }) {
  const t = useTranslations("settings");
  const seesKey = useMay("host.manage", { kind: "fleet" });
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader title={t("title")} />
      <div className="flex flex-col border-border border-t">
        <SettingsSection id="profile" title={t("profile.title")}>
          <ProfileSection />
        </SettingsSection>
        {seesKey && (
          <SettingsSection id="ssh-key" title={t("sshKey.title")}>
            <SshKeySection />
          </SettingsSection>
        )}
        <SettingsSection id="about" title={t("about.title")}>
          <AboutSection version={version} />
        </SettingsSection>
      </div>
    </div>
  );
}
