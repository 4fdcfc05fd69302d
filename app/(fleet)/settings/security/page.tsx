import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SecurityPage } from "@/app/_features/security/security-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.security");
  return { title: t("title") };
}

export default function Page() {
  return <SecurityPage />;
}
