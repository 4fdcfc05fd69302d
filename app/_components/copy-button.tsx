"use client";
import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { copyText } from "../_lib/copy-text";
import { IconButton } from "../_ui/icon-button";

interface CopyButtonProps {
  text: string;
  /** What is copied, when "Copy" alone would not tell. */
  label?: string;
  className?: string;
}

export function CopyButton({ text, label, className }: CopyButtonProps) {
  const t = useTranslations("common");
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 1_500);
    return () => clearTimeout(timer);
  }, [done]);
  return (
    <>
      <IconButton
        size="sm"
        label={done ? t("copied") : (label ?? t("copy"))}
        {...(className ? { className } : {})}
        onClick={async () => setDone(await copyText(text))}
      >
        {done ? <Check className="text-run-fg" aria-hidden="true" /> : <Copy aria-hidden="true" />}
      </IconButton>
      <span role="status" className="sr-only">
        {done ? t("copied") : ""}
      </span>
    </>
  );
}
