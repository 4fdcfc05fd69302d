import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RightsPage } from "@/app/_features/rights/rights-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("rights.page");
  return { title: t("title") };
}

export default function Page() {
  return <RightsPage />;
}
