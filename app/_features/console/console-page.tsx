"use client";
import { ArrowLeft } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useCallback, useRef } from "react";
import { ChoiceTabs } from "@/app/_components/choice-tabs";
import { StateView } from "@/app/_components/state-view";
import { cn } from "@/app/_lib/cn";
import { useFleetPhase, useHost, useMachine, useMachines } from "@/app/_lib/fleet-store";
import { machinePath } from "@/app/_lib/machine-key";
import { IconButton } from "@/app/_ui/icon-button";
import { Skeleton } from "@/app/_ui/skeleton";
import { type ConsoleKind, consoleKinds } from "@/server/consoles/schema";
import type { MachineRow } from "@/server/inventory/types";
import type { MachineKey } from "@/server/machines/schema";
import { GoneMachine } from "../machine-page/gone-machine";
import { MachineState } from "../machines/state/machine-state";
import { useAlone } from "./use-alone";
import { useFollow } from "./use-follow";
import { useFullScreen } from "./use-full-screen";

const VncConsole = dynamic(() => import("./vnc-console").then((m) => m.VncConsole), { ssr: false });
const SerialConsole = dynamic(() => import("./serial-console").then((m) => m.SerialConsole), {
  ssr: false,
});

/** A machine's console: in the shell, or with `chrome=0` in a window of its own. */
export function ConsolePage({ machine, chromeless }: { machine: MachineKey; chromeless: boolean }) {
  const phase = useFleetPhase();
  const row = useMachine(machine);
  const root = useRef<HTMLDivElement>(null);
  const fullScreen = useFullScreen();
  const [kind, setKind] = useQueryState(
    "mode",
    parseAsStringLiteral(consoleKinds).withDefault("vnc"),
  );
  const alone = chromeless || fullScreen.isFull;
  useAlone(root, alone);
  const Console = kind === "vnc" ? VncConsole : SerialConsole;
  return (
    <div
      ref={root}
      className={cn("flex flex-col bg-canvas", alone ? "fixed inset-0 z-40" : "h-full")}
    >
      {row ? (
        <>
          {!fullScreen.isFull && (
            <ConsoleHeader row={row} kind={kind} onKind={setKind} chromeless={chromeless} />
          )}
          <Console
            key={`${row.hostId}/${row.uuid}/${kind}`}
            row={row}
            fullScreen={fullScreen}
            chromeless={chromeless}
          />
        </>
      ) : (
        <NoRow machine={machine} isComplete={phase === "complete"} />
      )}
    </div>
  );
}

interface HeaderProps {
  row: MachineRow;
  kind: ConsoleKind;
  onKind: (kind: ConsoleKind) => void;
  chromeless: boolean;
}

function ConsoleHeader({ row, kind, onKind, chromeless }: HeaderProps) {
  const t = useTranslations("console");
  const host = useHost(row.hostId);
  return (
    <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-border border-b px-3 py-1.5">
      <title>{t("documentTitle", { name: row.name })}</title>
      {!chromeless && (
        <IconButton asChild label={t("back", { name: row.name })}>
          <Link href={machinePath(row)}>
            <ArrowLeft aria-hidden="true" />
          </Link>
        </IconButton>
      )}
      <h1 className="truncate font-semibold text-md">{row.name}</h1>
      <MachineState row={row} className="text-sm" />
      {host && <span className="truncate text-sm text-text-3">{host.name}</span>}
      <span className="ml-auto">
        <ChoiceTabs
          label={t("kindLabel")}
          value={kind}
          values={consoleKinds}
          word={(value) => t(`kind.${value}`)}
          onChoose={onKind}
        />
      </span>
    </header>
  );
}

/** Rows still come, the machine has moved, or it is gone. */
function NoRow({ machine, isComplete }: { machine: MachineKey; isComplete: boolean }) {
  const same = useCallback((row: MachineRow) => row.uuid === machine.uuid, [machine.uuid]);
  const [elsewhere] = useMachines(same);
  useFollow(machine.uuid, isComplete ? elsewhere?.hostId : undefined);
  if (isComplete) return <GoneMachine machine={machine} />;
  return <StateView kind="loading" skeleton={<Skeleton className="m-4 h-60" />} />;
}
