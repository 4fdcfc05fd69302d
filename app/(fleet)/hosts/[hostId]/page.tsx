import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HostPage } from "@/app/_features/hosts/page/host-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("hosts.page");
  return { title: t("title") };
}

interface Props {
  params: Promise<{ hostId: string }>;
}

export default async function Page({ params }: Props) {
  const { hostId } = await params;
  return <HostPage hostId={decodeURIComponent(hostId)} />;
}
