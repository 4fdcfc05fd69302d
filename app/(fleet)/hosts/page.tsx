import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HostsPage } from "@/app/_features/hosts/list/hosts-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("hosts.list");
  return { title: t("title") };
}

export default function Page() {
  return <HostsPage />;
}
