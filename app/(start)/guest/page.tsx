import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GuestPage } from "@/app/_features/console/guest/guest-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("console.guest");
  return { title: t("pageTitle"), referrer: "no-referrer" };
}

export default function Page() {
  return <GuestPage />;
}
