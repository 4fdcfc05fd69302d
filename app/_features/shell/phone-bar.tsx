"use client";
import { Menu, Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { IconButton } from "@/app/_ui/icon-button";
import { overlay, useOverlay } from "./overlay";
import { Logo } from "./rail/logo";
import { Rail } from "./rail/rail";

const Sheet = dynamic(() => import("@/app/_ui/sheet").then((m) => m.Sheet), { ssr: false });

/** On a phone the rail is a drawer, and this is what opens it. */
export function PhoneBar() {
  const t = useTranslations("shell");
  const open = useOverlay() === "rail";
  return (
    <div
      data-print="hide"
      className="flex h-12 items-center gap-1 border-border border-b px-2 md:hidden"
    >
      <IconButton label={t("menu")} onClick={() => overlay.open("rail")}>
        <Menu aria-hidden="true" />
      </IconButton>
      <Logo />
      <span className="flex-1 pl-1 font-semibold">Flotilla</span>
      <IconButton label={t("search")} onClick={() => overlay.open("palette")}>
        <Search aria-hidden="true" />
      </IconButton>
      {open && (
        <Sheet
          open
          side="left"
          title={t("navigation")}
          className="w-(--rail-width)"
          onOpenChange={(next) => !next && overlay.close()}
        >
          <Rail collapsed={false} />
        </Sheet>
      )}
    </div>
  );
}
