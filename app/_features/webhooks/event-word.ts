"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { webhookEventNames } from "@/server/webhooks/schema";

const known = ["test", ...webhookEventNames] as const;

/** An event in the reader's language; one of a later version by its own name. */
export function useEventWord(): (event: string) => string {
  const t = useTranslations("webhooks");
  return useCallback(
    (event) => {
      const name = known.find((one) => one === event);
      return name ? t(`event.${name}`) : event;
    },
    [t],
  );
}
