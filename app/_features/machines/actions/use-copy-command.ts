"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { copyText } from "@/app/_lib/copy-text";
import { fleet } from "@/app/_lib/fleet/store";
import { toast } from "@/app/_ui/toast";
import type { MachineAction } from "@/server/machines/schema";
import { virshCommand } from "./virsh-command";

/** Copies the virsh line (one per machine) that does what the button does. */
export function useCopyCommand() {
  const t = useTranslations("machines");
  return useCallback(
    async (action: MachineAction, keys: readonly string[]) => {
      const lines = keys.flatMap((key) => {
        const row = fleet.machines.get(key);
        const uri = row && fleet.hosts.get(row.hostId)?.uri;
        return row && uri ? [virshCommand(action, { uri, name: row.name })] : [];
      });
      if (lines.length > 0 && (await copyText(lines.join("\n"))))
        toast.success(t("commandCopied"), { description: lines[0] ?? "" });
    },
    [t],
  );
}
