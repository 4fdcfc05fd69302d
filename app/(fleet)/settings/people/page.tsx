import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PeoplePage } from "@/app/_features/people/people-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("people.page");
  return { title: t("title") };
}

export default function Page() {
  return <PeoplePage />;
}
