"use client";
import { Cpu, FlaskConical, Server } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CopyButton } from "@/app/_components/copy-button";
import { StateView } from "@/app/_components/state-view";
import { useHosts } from "@/app/_lib/fleet-store";
import { useMay } from "@/app/_lib/use-may";
import { AddHostLink } from "../../hosts/add-host-link";

/** Nothing yet: three doors to the first machine. */
export function EmptyFirst() {
  const t = useTranslations("machines");
  const hosts = useHosts();
  const seesAll = useMay("machine.view", { kind: "fleet" });
  if (!seesAll)
    return (
      <StateView kind="no-permission" title={t("empty.notYours")}>
        {t("empty.notYoursText")}
      </StateView>
    );
  if (hosts.length > 0)
    return (
      <StateView
        kind="empty-first"
        title={t("empty.hostsOnly", { count: hosts.length })}
        actions={<AddHostLink>{t("empty.addHost")}</AddHostLink>}
      >
        {t("empty.hostsOnlyText")}
      </StateView>
    );
  return (
    <div className="mx-auto flex max-w-190 flex-col gap-5 px-(--gutter) py-12">
      <div className="text-center">
        <h2 className="font-semibold text-lg">{t("empty.title")}</h2>
        <p className="mt-1 text-text-2">{t("empty.text")}</p>
      </div>
      <ul className="grid gap-3 sm:grid-cols-3">
        <Door icon={<Server />} title={t("empty.addHost")} text={t("empty.addHostText")}>
          <AddHostLink variant="primary">{t("empty.addHost")}</AddHostLink>
        </Door>
        <Door icon={<Cpu />} title={t("empty.local")} text={t("empty.localText")}>
          <AddHostLink>{t("empty.localAdd")}</AddHostLink>
        </Door>
        <Door icon={<FlaskConical />} title={t("empty.lab")} text={t("empty.labText")}>
          <span className="flex items-center justify-between gap-1 rounded-md border border-border bg-sunken pl-2.5">
            <code className="mono">npm run lab</code>
            <CopyButton text="npm run lab" />
          </span>
        </Door>
      </ul>
    </div>
  );
}

interface DoorProps {
  icon: ReactNode;
  title: string;
  text: string;
  children: ReactNode;
}

function Door({ icon, title, text, children }: DoorProps) {
  return (
    <li className="flex flex-col gap-1.5 rounded-lg border border-border bg-surface p-4">
      <span aria-hidden="true" className="text-text-3 [&_svg]:size-5 [&_svg]:stroke-[1.5]">
        {icon}
      </span>
      <h3 className="font-semibold">{title}</h3>
      <p className="mb-2 flex-1 text-text-2">{text}</p>
      {children}
    </li>
  );
}
