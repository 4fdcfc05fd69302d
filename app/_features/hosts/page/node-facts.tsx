"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_lib/use-format";
import { Definition, DefinitionList } from "@/app/_ui/definition-list";
import type { HostDetail } from "@/server/inventory/types";

/** nodeinfo, versions and capabilities. */
export function NodeFacts({ detail }: { detail: HostDetail }) {
  const t = useTranslations("hosts.facts");
  const { node, capabilities } = detail;
  return (
    <div className="grid gap-x-10 gap-y-8 md:grid-cols-2">
      <section className="flex flex-col gap-2.5">
        <h2 className="font-semibold text-md">{t("hardware")}</h2>
        {node === null ? <p className="text-text-2">{t("notRead")}</p> : <Hardware node={node} />}
      </section>
      <section className="flex flex-col gap-2.5">
        <h2 className="font-semibold text-md">{t("virtualisation")}</h2>
        <DefinitionList>
          <Definition term={t("libvirt")}>{detail.libvirtVersion}</Definition>
          <Definition term={t("hypervisor")}>{detail.hypervisorVersion}</Definition>
          <Definition term={t("acceleration")}>
            {detail.kvm === null ? undefined : detail.kvm ? t("kvm") : t("emulation")}
          </Definition>
          <Definition term={t("iommu")}>{yesNo(capabilities?.iommu)}</Definition>
          <Definition term={t("security")}>
            {capabilities && (capabilities.securityModels.join(", ") || t("none"))}
          </Definition>
          <Definition term={t("migration")}>
            {capabilities && (capabilities.migrationTransports.join(", ") || t("none"))}
          </Definition>
          <Definition term={t("cpuFeatures")}>{capabilities?.cpuFeatures}</Definition>
          <Definition term={t("hostUuid")} mono>
            {capabilities?.hostUuid}
          </Definition>
        </DefinitionList>
      </section>
      {capabilities !== null && capabilities.guests.length > 0 && (
        <section className="flex flex-col gap-2.5 md:col-span-2">
          <h2 className="font-semibold text-md">{t("guests")}</h2>
          <GuestKinds guests={capabilities.guests} />
        </section>
      )}
    </div>
  );

  function yesNo(value: boolean | null | undefined) {
    if (value === null || value === undefined) return undefined;
    return value ? t("yes") : t("no");
  }
}

function Hardware({ node }: { node: NonNullable<HostDetail["node"]> }) {
  const t = useTranslations("hosts.facts");
  const format = useFormat();
  return (
    <DefinitionList>
      <Definition term={t("cpuModel")}>{node.cpuModel}</Definition>
      <Definition term={t("cpus")}>{node.cpus}</Definition>
      <Definition term={t("topology")}>
        {t("topologyOf", {
          numa: node.numaNodes,
          sockets: node.sockets,
          cores: node.coresPerSocket,
          threads: node.threadsPerCore,
        })}
      </Definition>
      <Definition term={t("frequency")}>
        {node.mhz > 0 ? t("mhz", { mhz: node.mhz }) : undefined}
      </Definition>
      <Definition term={t("memory")}>{format.kib(node.memoryKib)}</Definition>
    </DefinitionList>
  );
}

type Guests = NonNullable<HostDetail["capabilities"]>["guests"];

function GuestKinds({ guests }: { guests: Guests }) {
  const t = useTranslations("hosts.facts");
  return (
    <ul className="flex flex-col">
      {guests.map((guest) => (
        <li
          key={`${guest.osType}/${guest.arch}`}
          className="flex flex-wrap gap-x-4 border-border border-t py-1.5"
        >
          <span className="w-24 font-medium">{guest.arch}</span>
          <span className="text-text-2">{guest.osType}</span>
          <span className="text-text-2">{guest.domainTypes.join(", ")}</span>
          <span className="text-text-3">{t("machineTypes", { count: guest.machines })}</span>
        </li>
      ))}
    </ul>
  );
}
