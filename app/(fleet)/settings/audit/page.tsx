import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditSettingsPage } from "@/app/_features/audit/settings/audit-settings-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit.settings");
  return { title: t("title") };
}

export default function Page() {
  return <AuditSettingsPage />;
}
