"use client";
import { Ellipsis, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useProblemWords } from "@/app/_components/problem-text";
import { useFleetChanges } from "@/app/_lib/fleet-store";
import { Button } from "@/app/_ui/button";
import { IconButton } from "@/app/_ui/icon-button";
import type { MachineAction } from "@/server/machines/schema";
import { actionTable } from "../actions/action-table";
import { eligibleFor } from "../actions/eligible";
import { MachineDropdownMenu } from "../actions/machine-dropdown-menu";
import { useMachineActions } from "../actions/use-machine-actions";
import type { Selection } from "./selection";

const shownActions = ["start", "shutdown", "reboot"] as const satisfies readonly MachineAction[];

/** What can be done with the selected machines, each verb with the part of them that it fits. */
export function SelectionBar({ selection }: { selection: Selection }) {
  const t = useTranslations("machines");
  const { selected, clear } = selection;
  useFleetChanges();
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-4 z-20 flex justify-center px-3">
      <section
        aria-label={t("selected", { count: selected.length })}
        className="pointer-events-auto flex max-w-full animate-pop items-center gap-0.5 overflow-x-auto rounded-lg border border-border bg-raised py-1.5 pr-1.5 pl-3.5 shadow-float"
      >
        <span className="whitespace-nowrap pr-2 font-medium">
          {t("selected", { count: selected.length })}
        </span>
        <span aria-hidden="true" className="h-5 w-px bg-border" />
        {shownActions.map((action) => (
          <BarButton key={action} action={action} keys={selected} onDone={clear} />
        ))}
        <MachineDropdownMenu keys={selected} without={shownActions} onSubmitted={clear}>
          <IconButton label={t("more")}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        </MachineDropdownMenu>
        <span aria-hidden="true" className="h-5 w-px bg-border" />
        <IconButton label={t("clearSelection")} shortcut="Esc" onClick={clear}>
          <X aria-hidden="true" />
        </IconButton>
      </section>
    </div>
  );
}

interface BarButtonProps {
  action: MachineAction;
  keys: readonly string[];
  onDone: () => void;
}

function BarButton({ action, keys, onDone }: BarButtonProps) {
  const t = useTranslations("machines");
  const words = useProblemWords();
  const { run } = useMachineActions();
  const { icon: Icon } = actionTable[action];
  const eligible = eligibleFor(action, keys);
  const some = eligible.keys.length > 0;
  const label = t(`action.${action}`);
  return (
    <Button
      variant="ghost"
      reason={some || !eligible.refusal ? undefined : words(eligible.refusal.problem).cause}
      onClick={() => run(action, keys, onDone)}
    >
      <Icon aria-hidden="true" />
      {some && eligible.keys.length < eligible.of
        ? t("partly", { action: label, count: eligible.keys.length, of: eligible.of })
        : label}
    </Button>
  );
}
