"use client";
import { useTranslations } from "next-intl";
import { CodeBlock } from "@/app/_components/code-block";

const COMPARE_COMMAND = "for k in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $k; done";

/** The fingerprint the host showed, and how to read the true one on the host itself. */
export function CompareFingerprint({ fingerprint }: { fingerprint: string }) {
  const t = useTranslations("hosts.fingerprint");
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-col gap-1.5">
        <span className="text-sm text-text-2">{t("shown")}</span>
        <CodeBlock text={fingerprint} label={t("copyShown")} wrap />
      </div>
      <div className="flex flex-col gap-1.5">
        <span className="text-sm text-text-2">{t("compare")}</span>
        <CodeBlock text={COMPARE_COMMAND} label={t("copyCompare")} wrap />
      </div>
    </div>
  );
}
