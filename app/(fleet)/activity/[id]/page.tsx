import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OperationPage } from "@/app/_features/activity/operation-page";

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("activity");
  return { title: t("title") };
}

export default async function Page({ params }: Props) {
  const { id } = await params;
  return <OperationPage key={id} id={id} />;
}
