import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AddHosts } from "@/app/_features/hosts/add/add-hosts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("hosts.add");
  return { title: t("title") };
}

export default function Page() {
  return <AddHosts />;
}
