import { Compass } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Button } from "./_ui/button";

export default async function NotFound() {
  const t = await getTranslations("access.notFound");
  return (
    <main className="mx-auto flex min-h-full max-w-120 flex-col items-center justify-center gap-3 px-6 py-14 text-center">
      <Compass className="size-6 text-text-3" strokeWidth={1.5} aria-hidden="true" />
      <h1 className="font-semibold text-lg">{t("title")}</h1>
      <p className="text-text-2">{t("why")}</p>
      <Button asChild variant="primary">
        <Link href="/machines">{t("toMachines")}</Link>
      </Button>
    </main>
  );
}
