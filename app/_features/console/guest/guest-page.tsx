"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { StateView } from "@/app/_components/state-view";
import { Logo } from "../../shell/rail/logo";
import { GuestConsoleView } from "./guest-console-view";
import { GuestLanguage } from "./guest-language";

/** What a guest link opens: one display, nothing to touch, nothing else of the product. */
export function GuestPage() {
  const t = useTranslations("console.guest");
  const [secret, setSecret] = useState<string>();
  // What stands behind the `#` never leaves the browser by itself; the server renders without it.
  useEffect(() => {
    const read = () => setSecret(location.hash.slice(1));
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  return (
    <main className="flex h-dvh flex-col">
      <header className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 border-border border-b px-4 py-1.5">
        <h1 className="flex items-center gap-2 font-semibold">
          <Logo />
          {t("pageTitle")}
        </h1>
        <span className="ml-auto">
          <GuestLanguage />
        </span>
      </header>
      {secret === "" && <StateView kind="error" title={t("incomplete")} />}
      {secret && <GuestConsoleView key={secret} secret={secret} />}
    </main>
  );
}
