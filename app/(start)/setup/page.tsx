import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { SetupForm } from "@/app/_features/access/setup-form";
import { StartFrame } from "@/app/_features/access/start-frame";
import { themes } from "@/server/access/schema";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.setup");
  return { title: t("title") };
}

export default async function SetupPage() {
  const t = await getTranslations("access.setup");
  const chosen = (await cookies()).get("theme")?.value;
  const theme = themes.find((known) => known === chosen) ?? "system";
  return (
    <StartFrame title={t("title")} lead={t("lead")}>
      <SetupForm theme={theme} />
    </StartFrame>
  );
}
