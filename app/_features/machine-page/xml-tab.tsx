"use client";
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useEffect } from "react";
import { Ago } from "@/app/_components/ago";
import { ChoiceTabs } from "@/app/_components/choice-tabs";
import { CopyButton } from "@/app/_components/copy-button";
import { StateView } from "@/app/_components/state-view";
import { downloadText } from "@/app/_lib/download-text";
import { useMachine } from "@/app/_lib/fleet-store";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import type { MachineKey } from "@/server/machines/schema";
import type { MachineXml } from "@/server/machines/types";
import { DetailState } from "./detail-state";
import { XmlText } from "./xml-text";

const versions = ["live", "inactive"] as const;

/** The XML as it runs and as it starts next, to read, copy and save. */
export function XmlTab({ machine }: { machine: MachineKey }) {
  const trpc = useTRPC();
  const row = useMachine(machine);
  const xml = useQuery(
    trpc.machines.xml.queryOptions({ machine: { hostId: machine.hostId, uuid: machine.uuid } }),
  );
  const { refetch } = xml;
  useEffect(() => {
    if (row) void refetch();
  }, [row, refetch]);
  return (
    <DetailState query={xml}>
      {(data) => <XmlView xml={data} name={row?.name ?? machine.uuid} />}
    </DetailState>
  );
}

function XmlView({ xml, name }: { xml: MachineXml; name: string }) {
  const t = useTranslations("machine.xml");
  const [chosen, setChosen] = useQueryState("version", parseAsStringLiteral(versions));
  const version = chosen ?? (xml.live === null ? "inactive" : "live");
  const text = xml[version];
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-3 px-(--gutter) py-2.5">
        <ChoiceTabs
          label={t("version")}
          value={version}
          values={versions}
          word={(value) => t(`versions.${value}`)}
          onChoose={setChosen}
        />
        <span className="text-sm text-text-3">
          {t.rich("readAt", { when: () => <Ago atMs={xml.readAtMs} /> })}
        </span>
        {text !== null && (
          <span className="ml-auto flex items-center gap-2">
            <CopyButton text={text} label={t("copy")} />
            <Button
              size="sm"
              onClick={() =>
                downloadText(text, { name: fileName(name, version), type: "application/xml" })
              }
            >
              <Download aria-hidden="true" />
              {t("download")}
            </Button>
          </span>
        )}
      </div>
      {text === null ? (
        <StateView kind="empty-first" title={t(`none.${version}`)} />
      ) : (
        <XmlText text={text} label={t(`versions.${version}`)} />
      )}
    </div>
  );
}

const fileName = (name: string, version: string) =>
  `${name.replaceAll(/[^\w.-]+/g, "_").slice(0, 80)}-${version}.xml`;
