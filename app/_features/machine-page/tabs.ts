import { machinePath } from "@/app/_lib/machine-key";
import type { MachineKey } from "@/server/machines/schema";

export const machineTabs = [
  "summary",
  "disks",
  "networks",
  "activity",
  "migrations",
  "xml",
] as const;
export type MachineTab = (typeof machineTabs)[number];

export function tabPath(machine: MachineKey, tab: MachineTab): string {
  return tab === "summary" ? machinePath(machine) : `${machinePath(machine)}/${tab}`;
}

/** The tab that an address shows. */
export function tabOf(pathname: string): MachineTab {
  const last = pathname.split("/").at(-1);
  return machineTabs.find((tab) => tab === last) ?? "summary";
}
