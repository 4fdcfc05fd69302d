import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SessionsPage } from "@/app/_features/sessions/sessions-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.sessions");
  return { title: t("title") };
}

export default function Page() {
  return <SessionsPage />;
}
