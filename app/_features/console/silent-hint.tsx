"use client";
import { useTranslations } from "next-intl";
import { CodeBlock } from "@/app/_components/code-block";
import type { ConsoleMode } from "./console-frame";

const GRUB_LINE = 'GRUB_CMDLINE_LINUX="console=tty0 console=ttyS0,115200"';

/** Why a serial line may show nothing, and the line that makes Linux use it. */
export function SilentHint({ mode }: { mode: ConsoleMode }) {
  const t = useTranslations("console.silent");
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p>{mode === "view" ? t("view") : t("control")}</p>
      <p>{t("kernel")}</p>
      <CodeBlock text={GRUB_LINE} label={t("lineLabel")} wrap />
    </div>
  );
}
