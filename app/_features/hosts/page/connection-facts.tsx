"use client";
import { useTranslations } from "next-intl";
import { Ago } from "@/app/_components/ago";
import { CodeBlock } from "@/app/_components/code-block";
import { CopyButton } from "@/app/_components/copy-button";
import { Since } from "@/app/_components/since";
import { Definition, DefinitionList } from "@/app/_ui/definition-list";
import type { HostDetail } from "@/server/inventory/types";

/** How Flotilla reaches the host, and the same from a shell. */
export function ConnectionFacts({ detail }: { detail: HostDetail }) {
  const t = useTranslations("hosts.connection");
  return (
    <section className="flex flex-col gap-4">
      <h2 className="font-semibold text-md">{t("title")}</h2>
      <DefinitionList>
        <Definition term={t("uri")}>
          <span className="flex items-start gap-1">
            <span className="mono min-w-0 break-all">{detail.uri}</span>
            <CopyButton text={detail.uri} label={t("copyUri")} />
          </span>
        </Definition>
        <Definition term={t("hostname")}>{detail.hostname}</Definition>
        <Definition term={t("since")}>
          <Since atMs={detail.sinceMs} />
        </Definition>
        <Definition term={t("seen")}>
          {detail.seenAtMs === null ? undefined : <Ago atMs={detail.seenAtMs} />}
        </Definition>
        <Definition term={t("added")}>
          <Ago atMs={detail.addedAtMs} />
        </Definition>
      </DefinitionList>
      {detail.hostKeySha256 !== null && (
        <div className="flex flex-col gap-1.5">
          <h3 className="text-sm text-text-2">{t("pinned")}</h3>
          <CodeBlock text={detail.hostKeySha256} label={t("copyPinned")} wrap />
        </div>
      )}
      <div className="flex flex-col gap-1.5">
        <h3 className="text-sm text-text-2">{t("shell")}</h3>
        <CodeBlock
          text={`virsh -c '${detail.uri.replaceAll("'", "'\\''")}' list --all`}
          label={t("copyShell")}
          wrap
        />
      </div>
    </section>
  );
}
