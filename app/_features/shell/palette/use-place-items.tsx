"use client";
import { Keyboard, ListTodo, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { machinePath } from "@/app/_lib/machine-key";
import { useAuditAccess } from "../../audit/use-audit-access";
import { HostMark } from "../host-mark";
import { overlay } from "../overlay";
import { auditItem, navItems, settingsItem } from "../rail/nav-items";
import { aliases } from "./aliases";
import { machineItems, rankedHosts } from "./machine-items";
import type { PaletteItem } from "./palette-item";

/** Places: pages, machines, hosts; and what has no place of its own. */
export function usePlaceItems() {
  const t = useTranslations("shell");
  const router = useRouter();
  const mayAudit = useAuditAccess()?.view === true;

  const pages = (): PaletteItem[] =>
    [...navItems, ...(mayAudit ? [auditItem] : []), settingsItem].map(
      ({ id, path, key, icon: Icon }) => ({
        id: `go:${id}`,
        group: "go",
        label: t("palette.goTo", { place: t(`nav.${id}`) }),
        icon: <Icon />,
        aliases: aliases[id],
        shortcut: `g ${key}`,
        run: () => router.push(path),
      }),
    );

  const machines = (query: string): PaletteItem[] =>
    machineItems(query, (row) => () => router.push(machinePath(row)));

  const hosts = (query: string): PaletteItem[] =>
    rankedHosts(query).map((host) => ({
      id: `host:${host.id}`,
      group: "hosts",
      label: host.name,
      hint: host.uri,
      icon: (
        <span className="mx-0.75 flex">
          <HostMark host={host} />
        </span>
      ),
      run: () => router.push(`/hosts/${encodeURIComponent(host.id)}`),
    }));

  const others = (): PaletteItem[] => [
    {
      id: "create:host",
      group: "create",
      label: t("palette.addHost"),
      icon: <Plus />,
      aliases: aliases.addHost,
      run: () => router.push("/hosts/new"),
    },
    {
      id: "help:tasks",
      group: "help",
      label: t("palette.tasks"),
      icon: <ListTodo />,
      aliases: aliases.tasks,
      stays: true,
      run: () => overlay.open("tasks"),
    },
    {
      id: "help:shortcuts",
      group: "help",
      label: t("palette.shortcuts"),
      icon: <Keyboard />,
      aliases: aliases.shortcuts,
      shortcut: "?",
      stays: true,
      run: () => overlay.open("shortcuts"),
    },
  ];
  return { pages, machines, hosts, others };
}
