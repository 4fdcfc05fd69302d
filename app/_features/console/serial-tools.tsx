"use client";
import { Accessibility, Copy, Eraser, Ruler } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { copyText } from "@/app/_lib/copy-text";
import { IconButton } from "@/app/_ui/icon-button";
import { toast } from "@/app/_ui/toast";
import type { SerialSession } from "./serial-session";

interface SerialToolsProps {
  session: RefObject<SerialSession | null>;
  /** Why the size cannot be sent now. */
  sizeReason: string | undefined;
  screenReader: boolean;
  onScreenReader: (on: boolean) => void;
}

/** What only a serial line has: its text, and the size a line cannot tell by itself. */
export function SerialTools(props: SerialToolsProps) {
  const { session, sizeReason, screenReader, onScreenReader } = props;
  const t = useTranslations("console.tools");
  const common = useTranslations("common");
  const copy = async () => {
    const done = await copyText(session.current?.text() ?? "");
    if (done) toast.success(common("copied"));
    session.current?.focus();
  };
  return (
    <>
      <IconButton label={t("copyText")} onClick={() => void copy()}>
        <Copy aria-hidden="true" />
      </IconButton>
      <IconButton label={t("clear")} onClick={() => session.current?.clear()}>
        <Eraser aria-hidden="true" />
      </IconButton>
      <IconButton
        label={t("sendSize")}
        reason={sizeReason}
        onClick={() => session.current?.sendSize()}
      >
        <Ruler aria-hidden="true" />
      </IconButton>
      <IconButton
        label={t("screenReader")}
        aria-pressed={screenReader}
        className={screenReader ? "bg-accent-bg text-accent-text" : ""}
        onClick={() => onScreenReader(!screenReader)}
      >
        <Accessibility aria-hidden="true" />
      </IconButton>
    </>
  );
}
