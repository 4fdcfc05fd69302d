"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useMay } from "@/app/_lib/use-may";
import { PageHeader } from "@/app/_ui/page-header";
import { AboutSection } from "./about-section";
import { ProfileSection } from "./profile-section";
import { SshKeySection } from "./ssh-key-section";

export function SettingsPage({ version }: { version: string }) {
  const t = useTranslations("settings");
  const seesKey = useMay("host.manage", { kind: "fleet" });
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader title={t("title")} />
      <div className="flex flex-col border-border border-t">
        <Section id="profile" title={t("profile.title")}>
          <ProfileSection />
        </Section>
        {seesKey && (
          <Section id="ssh-key" title={t("sshKey.title")}>
            <SshKeySection />
          </Section>
        )}
        <Section id="about" title={t("about.title")}>
          <AboutSection version={version} />
        </Section>
      </div>
    </div>
  );
}

function Section(props: { id: string; title: string; children: ReactNode }) {
  return (
    <section
      id={props.id}
      aria-labelledby={`${props.id}-title`}
      className="grid gap-x-8 gap-y-4 border-border border-b px-(--gutter) py-6 md:grid-cols-[180px_minmax(0,560px)]"
    >
      <h2 id={`${props.id}-title`} className="font-semibold text-md">
        {props.title}
      </h2>
      {props.children}
    </section>
  );
}
