"use client";
import { useRouter } from "next/navigation";
import { copyText } from "@/app/_lib/copy-text";
import { fleet } from "@/app/_lib/fleet/store";
import { useShortcuts } from "@/app/_lib/keyboard/use-shortcuts";
import { machinePath } from "@/app/_lib/machine-key";
import type { MachineRow } from "@/server/inventory/types";
import type { MachineAction } from "@/server/machines/schema";
import { openMigrate } from "../../migrations/migrate-dialog/open-migrate";
import { useMachineActions } from "../actions/use-machine-actions";
import type { ListController } from "./use-list-controller";

/** The keyboard map of the list. Verbs act on the selection, else on the active row. */
export function useListShortcuts(list: ListController, focusFilter: () => void): void {
  const router = useRouter();
  const { run } = useMachineActions();
  const { selection, active, state } = list;
  const subject = selection.selected.length > 0 ? selection.selected : active ? [active] : [];
  const first = fleet.machines.get(subject[0] ?? "");
  const act = (action: MachineAction) => () => run(action, subject, selection.clear);
  const leave = () => {
    if (state.peek !== null) void state.setPeek(null);
    else if (selection.selected.length > 0) selection.clear();
  };
  useShortcuts({
    "/": focusFilter,
    j: () => list.move(1),
    k: () => list.move(-1),
    arrowdown: () => list.move(1),
    arrowup: () => list.move(-1),
    "shift+arrowdown": () => list.move(1, true),
    "shift+arrowup": () => list.move(-1, true),
    enter: () => list.open(),
    space: () => list.peekAt(),
    x: () => active && selection.toggle(active),
    "mod+a": selection.all,
    escape: leave,
    s: act(powerKey(first)),
    t: () => subject.length === 1 && first && router.push(`${machinePath(first)}/console`),
    r: act("reboot"),
    m: () =>
      first && subject.length === 1 && openMigrate({ hostId: first.hostId, uuid: first.uuid }),
    y: () => void copyText(first?.ips[0] ?? ""),
    ".": list.openMenu,
    "shift+f10": list.openMenu,
  });
}

/** What the power key does: it brings a machine that does not run to running, and one that does to its end. */
function powerKey(row: MachineRow | undefined): MachineAction {
  if (row?.state === "shutOff") return "start";
  return row?.state === "paused" || row?.state === "suspended" ? "resume" : "shutdown";
}
