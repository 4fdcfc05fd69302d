import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TokensPage } from "@/app/_features/tokens/tokens-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tokens.page");
  return { title: t("title") };
}

export default function Page() {
  return <TokensPage />;
}
