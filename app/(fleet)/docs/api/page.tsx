import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ApiDocsPage } from "@/app/_features/api-docs/api-docs-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("api");
  return { title: t("title") };
}

export default function Page() {
  return <ApiDocsPage />;
}
