"use client";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";

const PeekPanel = dynamic(() => import("./peek-panel").then((m) => m.PeekPanel), { ssr: false });

const Sheet = dynamic(() => import("@/app/_ui/sheet").then((m) => m.Sheet), { ssr: false });

const WIDE = "(min-width: 900px)";
const subscribe = (listener: () => void) => {
  const query = matchMedia(WIDE);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
};

/** Beside the list where there is room, a sheet from below where there is not. */
export function PeekFrame({ peek, onClose }: { peek: string | null; onClose: () => void }) {
  const t = useTranslations("machines");
  const wide = useSyncExternalStore(
    subscribe,
    () => matchMedia(WIDE).matches,
    () => true,
  );
  if (peek === null) return null;
  if (!wide)
    return (
      <Sheet open side="bottom" title={t("peek.title")} onOpenChange={(open) => !open && onClose()}>
        <PeekPanel machineKey={peek} onClose={onClose} />
      </Sheet>
    );
  return (
    <aside
      aria-label={t("peek.title")}
      className="flex w-(--peek-width) shrink-0 animate-slide flex-col border-border border-l bg-surface"
    >
      <PeekPanel machineKey={peek} onClose={onClose} />
    </aside>
  );
}
