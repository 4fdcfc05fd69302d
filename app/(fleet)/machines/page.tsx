import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MachinesPage } from "../../_features/machines/list/machines-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("machines");
  return { title: t("title") };
}

export default function Page() {
  return <MachinesPage />;
}
