"use client";
import { Ellipsis, X } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useProblemWords } from "@/app/_components/problem-text";
import { useMachineAt } from "@/app/_lib/fleet-store";
import { machineKeyText, machinePath } from "@/app/_lib/machine-key";
import { Button } from "@/app/_ui/button";
import { IconButton } from "@/app/_ui/icon-button";
import type { MachineRow } from "@/server/inventory/types";
import { MachineThumbnail } from "../../console/thumbnail/machine-thumbnail";
import { capabilityOf } from "../actions/eligible";
import { MachineDropdownMenu } from "../actions/machine-dropdown-menu";
import { MachineState } from "../state/machine-state";
import { LoadPanel } from "./load-panel";
import { PeekActions } from "./peek-actions";
import { PeekFacts } from "./peek-facts";

/** A look at one machine without leaving the list. */
export function PeekPanel({ machineKey, onClose }: { machineKey: string; onClose: () => void }) {
  const row = useMachineAt(machineKey);
  const panel = useRef<HTMLElement>(null);
  const t = useTranslations("machines");
  // A machine that is gone (or a link to one that never was) leaves no empty panel behind.
  useEffect(() => {
    if (!row) onClose();
  }, [row, onClose]);
  if (!row) return null;
  const runs = row.state === "running" || row.state === "blocked" || row.state === "paused";
  return (
    <section
      ref={panel}
      aria-label={t("peek.label", { name: row.name })}
      className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4"
    >
      <PeekHead row={row} onClose={onClose} />
      <PeekActions machineKey={machineKey} />
      {runs && <MachineThumbnail row={row} />}
      {runs && <LoadPanel key={machineKey} row={row} />}
      <PeekFacts row={row} />
    </section>
  );
}

function PeekHead({ row, onClose }: { row: MachineRow; onClose: () => void }) {
  const t = useTranslations("machines");
  const words = useProblemWords();
  const key = machineKeyText(row);
  const console = capabilityOf("console", key);
  return (
    <header className="flex flex-col gap-1">
      <div className="flex items-center gap-2">
        <h2 className="min-w-0 flex-1 truncate font-semibold text-md" title={row.name}>
          {row.name}
        </h2>
        {console.allowed ? (
          <Button size="sm" asChild>
            <Link href={`${machinePath(row)}/console`}>{t("console")}</Link>
          </Button>
        ) : (
          <Button size="sm" reason={words(console.problem).cause}>
            {t("console")}
          </Button>
        )}
        <Button size="sm" asChild>
          <Link href={machinePath(row)}>{t("open")}</Link>
        </Button>
        <MachineDropdownMenu keys={[key]} without={["open", "console"]}>
          <IconButton size="sm" label={t("more")}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        </MachineDropdownMenu>
        <IconButton size="sm" label={t("peek.close")} shortcut="Esc" onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      {row.title && <p className="truncate text-text-2">{row.title}</p>}
      <MachineState row={row} className="text-text-2" />
    </header>
  );
}
