"use client";
import { Columns3 } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "@/app/_ui/icon-button";
import type { ListState } from "./use-list-state";

const ViewMenu = dynamic(() => import("./view-menu").then((m) => m.ViewMenu), { ssr: false });

/** The button of the view menu; the menu itself comes when it is first wanted. */
export function ViewMenuButton({ state }: { state: ListState }) {
  const t = useTranslations("machines");
  const [open, setOpen] = useState(false);
  return (
    <span className="relative">
      <IconButton
        label={t("viewMenu")}
        variant="secondary"
        aria-haspopup="menu"
        aria-expanded={open}
        className="h-8 w-8 coarse:h-11"
        onClick={() => setOpen(true)}
      >
        <Columns3 aria-hidden="true" />
      </IconButton>
      {open && <ViewMenu state={state} onClose={() => setOpen(false)} />}
    </span>
  );
}
