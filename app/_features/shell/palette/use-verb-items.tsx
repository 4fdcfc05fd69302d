"use client";
import { ArrowRightLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { fleet } from "@/app/_lib/fleet/store";
import { machineKeyText } from "@/app/_lib/machine-key";
import { useCurrentSubject } from "@/app/_lib/subject";
import { actionOrder, actionTable } from "../../machines/actions/action-table";
import { capabilityOf } from "../../machines/actions/eligible";
import { useMachineActions } from "../../machines/actions/use-machine-actions";
import { useMachineMenu } from "../../machines/actions/use-machine-menu";
import { openMigrate } from "../../migrations/migrate-dialog/open-migrate";
import { aliases } from "./aliases";
import { machineItems } from "./machine-items";
import type { PaletteItem, PalettePage } from "./palette-item";

/** Verbs: on what is selected now, or with a machine to pick. */
export function useVerbItems(openPage: (page: PalettePage) => void) {
  const t = useTranslations("shell.palette");
  const words = useTranslations("machines");
  const subject = useCurrentSubject();
  const menu = useMachineMenu();
  const { run } = useMachineActions();

  const onSubject = (): PaletteItem[] => {
    const name =
      subject.length === 1
        ? (fleet.machines.get(subject[0] ?? "")?.name ?? "")
        : words("selected", { count: subject.length });
    if (subject.length === 0) return [];
    return menu(subject)
      .flat()
      .map(({ icon: Icon, ...entry }) => ({
        id: `subject:${entry.id}`,
        group: "subject",
        label: t("verbOn", { verb: entry.label, name }),
        icon: <Icon />,
        aliases: aliases[entry.id],
        shortcut: entry.shortcut,
        reason: entry.reason,
        run: entry.run,
      }));
  };

  const withPicker = (): PaletteItem[] => [
    ...actionOrder.map((action) => {
      const Icon = actionTable[action].icon;
      const verb = words(`action.${action}`);
      return {
        id: `verb:${action}`,
        group: "verbs" as const,
        label: t("verbPick", { verb }),
        icon: <Icon />,
        aliases: aliases[action],
        stays: true,
        run: () =>
          openPage({
            title: t("pick", { verb }),
            items: (query) =>
              machineItems(
                query,
                (row) => () => run(action, [machineKeyText(row)]),
                (row) => capabilityOf(action, machineKeyText(row)).allowed,
              ),
          }),
      };
    }),
    {
      id: "verb:migrate",
      group: "verbs",
      label: t("verbPick", { verb: words("action.migrate") }),
      icon: <ArrowRightLeft />,
      aliases: aliases.migrate,
      stays: true,
      run: () =>
        openPage({
          title: t("pick", { verb: words("action.migrate") }),
          items: (query) =>
            machineItems(
              query,
              (row) => () => openMigrate({ hostId: row.hostId, uuid: row.uuid }),
              (row) => capabilityOf("migrate", machineKeyText(row)).allowed,
            ),
        }),
    },
  ];
  return { onSubject, withPicker };
}
