"use client";
import { usePathname } from "next/navigation";
import type { MachineKey } from "@/server/machines/schema";
import { ActivityTab } from "./activity-tab";
import { DisksTab } from "./disks-tab";
import { MigrationsTab } from "./migrations-tab";
import { NetworksTab } from "./networks-tab";
import { SummaryTab } from "./summary-tab";
import { tabOf } from "./tabs";
import { XmlTab } from "./xml-tab";

const panels = {
  summary: SummaryTab,
  disks: DisksTab,
  networks: NetworksTab,
  activity: ActivityTab,
  migrations: MigrationsTab,
  xml: XmlTab,
} as const;

/** What the tab in the address shows. */
export function MachineTabPanel({ machine }: { machine: MachineKey }) {
  const Panel = panels[tabOf(usePathname())];
  return <Panel machine={machine} />;
}
