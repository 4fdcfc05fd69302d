"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState, useSyncExternalStore } from "react";
import { lastHeardAtMs } from "@/app/_lib/fleet/store";
import { socketLink } from "@/app/_lib/trpc";
import { useFormat } from "@/app/_lib/use-format";
import { Spinner } from "@/app/_ui/spinner";

const SHOW_AFTER_MS = 900;

/** Says that the line to the server is down and how old the page is; nothing is blocked by it. */
export function ConnectionBanner() {
  const t = useTranslations("shell");
  const format = useFormat();
  const state = useSyncExternalStore<string>(
    socketLink.subscribe,
    socketLink.current,
    () => "idle",
  );
  const [shown, setShown] = useState(false);
  const down = state === "connecting";
  useEffect(() => {
    if (!down) return setShown(false);
    const timer = setTimeout(() => setShown(true), SHOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [down]);
  const heardAt = lastHeardAtMs();
  return (
    <div role="status" aria-live="polite">
      {shown && (
        <p className="flex items-center gap-2 border-border border-b bg-warn-bg px-(--gutter) py-1 text-warn-fg">
          <Spinner className="size-3.5" />
          {heardAt === undefined
            ? t("connection.connecting")
            : t("connection.reconnecting", { time: format.seconds(heardAt) })}
        </p>
      )}
    </div>
  );
}
