import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { WallPage } from "@/app/_features/console/wall/wall-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("console.wall");
  return { title: t("title") };
}

export default function Page() {
  return <WallPage />;
}
