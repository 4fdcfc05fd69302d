"use client";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { CodeBlock } from "@/app/_components/code-block";

/** The one time that the secret can be read, with a line that tries it. */
export function MadeToken({ token }: { token: string }) {
  const t = useTranslations("tokens.made");
  const curl = `curl -H "Authorization: Bearer ${token}" ${window.location.origin}/api/v1/machines`;
  return (
    <div className="flex flex-col gap-4">
      <p className="flex items-start gap-2 rounded-md bg-warn-bg px-3 py-2 text-warn-fg">
        <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        {t("once")}
      </p>
      <div className="flex flex-col gap-1.5">
        <h3 className="text-sm text-text-2">{t("token")}</h3>
        <CodeBlock text={token} label={t("copyToken")} wrap />
      </div>
      <div className="flex flex-col gap-1.5">
        <h3 className="text-sm text-text-2">{t("try")}</h3>
        <CodeBlock text={curl} label={t("copyCurl")} wrap />
      </div>
    </div>
  );
}
