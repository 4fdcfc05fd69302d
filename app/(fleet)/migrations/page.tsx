import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MigrationsPage } from "@/app/_features/migrations/migrations-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("migrations.page");
  return { title: t("title") };
}

export default function Page() {
  return <MigrationsPage />;
}
