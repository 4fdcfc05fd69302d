"use client";
import { useTranslations } from "next-intl";
import { Ago } from "@/app/_components/ago";
import { CopyButton } from "@/app/_components/copy-button";
import { useFormat } from "@/app/_lib/use-format";
import { useProjectName } from "@/app/_lib/use-may";
import { Definition, DefinitionList } from "@/app/_ui/definition-list";
import type { MachineDetail } from "@/server/inventory/types";

/** dominfo, and what of the XML one asks for most. */
export function MachineFacts({ detail }: { detail: MachineDetail }) {
  const t = useTranslations("machine.facts");
  const format = useFormat();
  const project = useProjectName(detail.uuid);
  const yesNo = (value: boolean) => (value ? t("yes") : t("no"));
  const memory =
    detail.memoryMaxKib > detail.memoryKib
      ? t("memoryOf", {
          now: format.kib(detail.memoryKib),
          max: format.kib(detail.memoryMaxKib),
        })
      : format.kib(detail.memoryKib);
  const vcpus =
    detail.maxVcpus > detail.vcpus
      ? t("vcpusOf", { now: detail.vcpus, max: detail.maxVcpus })
      : detail.vcpus;
  return (
    <section className="flex flex-col gap-4">
      <h2 className="font-semibold text-md">{t("title")}</h2>
      {detail.description !== null && (
        <p className="whitespace-pre-wrap break-words text-text-2">{detail.description}</p>
      )}
      <DefinitionList>
        <Definition term="UUID">
          <span className="flex items-start gap-1">
            <span className="mono min-w-0 break-all">{detail.uuid}</span>
            <CopyButton text={detail.uuid} label={t("copyUuid")} />
          </span>
        </Definition>
        <Definition term={t("project")}>{project}</Definition>
        <Definition term={t("vcpus")}>{vcpus}</Definition>
        <Definition term={t("memory")}>{memory}</Definition>
        <Definition term={t("cpuTime")}>
          {detail.cpuTimeSeconds === null
            ? t("notMeasured")
            : format.duration(detail.cpuTimeSeconds * 1000)}
        </Definition>
        <Definition term={t("autostart")}>{yesNo(detail.autostart)}</Definition>
        <Definition term={t("persistent")}>
          {detail.persistent ? t("yes") : t("transient")}
        </Definition>
        <Definition term={t("managedSave")}>{yesNo(detail.hasManagedSave)}</Definition>
        <Definition term={t("os")}>{detail.osId ?? undefined}</Definition>
        <Definition term={t("osType")}>
          {[detail.osType, detail.arch, detail.machineType].filter(Boolean).join(" · ")}
        </Definition>
        <Definition term={t("hypervisor")}>{detail.domainType}</Definition>
        <Definition term={t("firmware")}>{t(`firmwares.${detail.firmware}`)}</Definition>
        <Definition term={t("cpuMode")}>{detail.cpuMode ?? undefined}</Definition>
        <Definition term={t("emulator")} mono>
          {detail.emulator ?? undefined}
        </Definition>
        <Definition term={t("graphics")}>{graphicsText(detail)}</Definition>
        <Definition term={t("serials")}>
          {detail.serials.map(({ port, type }) => `${port}: ${type}`).join(", ")}
        </Definition>
        <Definition term={t("read")}>
          <Ago atMs={detail.readAtMs} />
        </Definition>
      </DefinitionList>
    </section>
  );
}

const graphicsText = ({ graphics }: MachineDetail): string =>
  graphics
    .map(({ type, listen, address, port, socket }) => {
      if (listen === "socket") return `${type} · ${socket ?? "socket"}`;
      return port !== null && port > 0 ? `${type} · ${address ?? ""}:${port}` : type;
    })
    .join(", ");
