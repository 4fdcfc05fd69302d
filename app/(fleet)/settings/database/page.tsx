import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DatabasePage } from "@/app/_features/database/database-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.database");
  return { title: t("title") };
}

export default function Page() {
  return <DatabasePage />;
}
