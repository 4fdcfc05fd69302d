import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { StartFrame } from "@/app/_features/access/start-frame";
import { JoinForm } from "@/app/_features/people/join-form";
import { themes } from "@/server/access/schema";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("people.join");
  return { title: t("title") };
}

export default async function InvitePage() {
  const t = await getTranslations("people.join");
  const chosen = (await cookies()).get("theme")?.value;
  const theme = themes.find((known) => known === chosen) ?? "system";
  return (
    <StartFrame title={t("title")} lead={t("lead")}>
      <JoinForm theme={theme} />
    </StartFrame>
  );
}
