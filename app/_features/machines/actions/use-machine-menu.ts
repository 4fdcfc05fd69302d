"use client";
import {
  ArrowRightLeft,
  Copy,
  FolderInput,
  type LucideIcon,
  SquareArrowOutUpRight,
  Terminal,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useProblemWords } from "@/app/_components/problem-text";
import { copyText } from "@/app/_lib/copy-text";
import { fleet, rights } from "@/app/_lib/fleet/store";
import { machinePath } from "@/app/_lib/machine-key";
import type { MachineAbility } from "@/server/machines/capability";
import { openMigrate } from "../../migrations/migrate-dialog/open-migrate";
import { assignRequest } from "../../projects/assign-request";
import { actionOrder, actionTable } from "./action-table";
import { eligibleFor } from "./eligible";
import { useCopyCommand } from "./use-copy-command";
import { useMachineActions } from "./use-machine-actions";

export interface MenuEntry {
  id: string;
  label: string;
  icon: LucideIcon;
  /** Why it cannot be chosen now. */
  reason: string | undefined;
  danger: boolean;
  shortcut: string | undefined;
  run: () => void;
}

/** Everything that can be done with the given machines, in groups, for any menu that shows it. */
export function useMachineMenu(): (
  keys: readonly string[],
  onSubmitted?: () => void,
) => MenuEntry[][] {
  const t = useTranslations("machines");
  const words = useProblemWords();
  const router = useRouter();
  const { run } = useMachineActions();
  const copyCommand = useCopyCommand();

  return useCallback(
    (keys, onSubmitted) => {
      const rows = keys.flatMap((key) => fleet.machines.get(key) ?? []);
      const only = rows.length === 1 ? rows[0] : undefined;
      const plain = { danger: false, shortcut: undefined, reason: undefined };
      const judged = (ability: MachineAbility, label: string) => {
        const eligible = eligibleFor(ability, keys);
        const some = eligible.keys.length > 0;
        const part = eligible.of > 1 && some && eligible.keys.length < eligible.of;
        return {
          label: part
            ? t("partly", { action: label, count: eligible.keys.length, of: eligible.of })
            : label,
          reason: some || !eligible.refusal ? undefined : words(eligible.refusal.problem).cause,
        };
      };
      const power = actionOrder.map((action) => ({
        ...plain,
        ...judged(action, t(`action.${action}`)),
        id: action,
        icon: actionTable[action].icon,
        danger: actionTable[action].danger,
        shortcut: actionTable[action].shortcut,
        run: () => run(action, keys, onSubmitted),
      }));
      const uuids = rows.map(({ uuid }) => uuid);
      const manages = uuids.every((uuid) => rights.may("access.manage", { kind: "machine", uuid }));
      const project = {
        ...plain,
        id: "project",
        label: t("project"),
        icon: FolderInput,
        reason: manages
          ? undefined
          : words({ code: "forbidden", params: { action: "access.manage" } }).cause,
        run: () => assignRequest.open(uuids),
      };
      if (!only) return [power.slice(0, 5), power.slice(5), [project]];
      const go = (path: string) => () => router.push(path);
      const copy = (text: string) => () => void copyText(text);
      const likely = only.state === "shutOff" ? "start" : "shutdown";
      return [
        [
          {
            ...plain,
            id: "open",
            label: t("open"),
            icon: SquareArrowOutUpRight,
            shortcut: "↵",
            run: go(machinePath(only)),
          },
          {
            ...plain,
            ...judged("console", t("console")),
            id: "console",
            icon: Terminal,
            shortcut: "t",
            run: go(`${machinePath(only)}/console`),
          },
          {
            ...plain,
            ...judged("migrate", t("migrate")),
            id: "migrate",
            icon: ArrowRightLeft,
            shortcut: "m",
            run: () => openMigrate({ hostId: only.hostId, uuid: only.uuid }),
          },
        ],
        power.slice(0, 5),
        power.slice(5),
        [
          project,
          { ...plain, id: "copy-name", label: t("copyName"), icon: Copy, run: copy(only.name) },
          ...only.ips.slice(0, 1).map((ip) => ({
            ...plain,
            id: "copy-ip",
            label: t("copyIp"),
            icon: Copy,
            shortcut: "y",
            run: copy(ip),
          })),
          {
            ...plain,
            id: "copy-command",
            label: t("copyCommand"),
            icon: Copy,
            run: () => void copyCommand(likely, keys),
          },
        ],
      ];
    },
    [t, words, router, run, copyCommand],
  );
}
