"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_lib/use-format";
import type { Precheck } from "@/server/migrations/types";

/** What a line of the pre-check found, in words and units. */
export function PrecheckFacts({ line }: { line: Precheck }) {
  const t = useTranslations("migrations.facts");
  const format = useFormat();
  const at = (name: string) => line.params?.[name];
  const texts: string[] = [];
  if (line.name === "versions" && at("toLibvirt") !== undefined) {
    texts.push(span("libvirt", at("fromLibvirt"), at("toLibvirt")));
    texts.push(span("QEMU", at("fromQemu"), at("toQemu")));
  }
  if (line.name === "memory" && at("freeKib") !== undefined) {
    const [needed, free] = [Number(at("neededKib")), Number(at("freeKib"))];
    texts.push(t("memory", { needed: format.kib(needed), free: format.kib(free) }));
  }
  if (line.name === "storage" && at("disks") !== undefined) {
    texts.push(t("disks", { count: Number(at("disks")) }));
  }
  if (line.name === "networks" && at("count") !== undefined) {
    texts.push(t("interfaces", { count: Number(at("count")) }));
  }
  if (line.name === "dataPath" && at("address") !== undefined) {
    texts.push(`${at("address")}:${at("port") ?? ""}`);
  }
  if (line.name === "peerTrust" && at("uri") !== undefined) texts.push(String(at("uri")));
  if (line.name === "cpu" && at("mode") !== undefined) {
    texts.push(t("cpuMode", { mode: String(at("mode")) }));
  }
  return texts.join(" · ");
}

type Param = string | number | undefined;

const span = (what: string, from: Param, to: Param): string =>
  from === to ? `${what} ${to ?? ""}` : `${what} ${from ?? ""} → ${to ?? ""}`;
