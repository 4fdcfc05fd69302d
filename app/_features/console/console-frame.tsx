"use client";
import {
  Eye,
  Keyboard,
  Link2,
  Maximize,
  Minimize,
  MonitorDown,
  RefreshCw,
  SquareArrowOutUpRight,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useRef, useState } from "react";
import { cn } from "@/app/_lib/cn";
import { machinePath } from "@/app/_lib/machine-key";
import { IconButton } from "@/app/_ui/icon-button";
import type { ConsoleKind } from "@/server/consoles/schema";
import type { MachineRow } from "@/server/inventory/types";
import { ConsoleOverlay } from "./console-overlay";
import { ControlRequests } from "./team/control-requests";
import { GuestLinkDialog } from "./team/guest-link-dialog";
import { TeamTools } from "./team/team-tools";
import type { Seat } from "./team/use-seat";
import type { Connection } from "./use-connection";
import { useFollow } from "./use-follow";
import type { FullScreen } from "./use-full-screen";
import { useKeyboardEscape } from "./use-keyboard-escape";
import { ViewerDialog } from "./viewer-dialog";

export type ConsoleMode = "control" | "view";

interface ConsoleFrameProps {
  row: MachineRow;
  kind: ConsoleKind;
  connection: Connection;
  mode: ConsoleMode;
  onMode: (mode: ConsoleMode) => void;
  /** One's place among those who look at it. */
  seat: Seat;
  fullScreen: FullScreen;
  /** Already in a window of its own. */
  chromeless: boolean;
  /** The kind's own buttons. */
  tools: ReactNode;
  /** What a tool has opened below the tools. */
  panel?: ReactNode;
  /** Shown over a live console: what a person may want to know. */
  hint: ReactNode;
  /** The id of the text that says how the keyboard comes back. */
  escapeId: string;
  /** The picture or the terminal. */
  children: ReactNode;
}

/** What a display and a serial line share: tools above, the screen below, and why there is none. */
export function ConsoleFrame(props: ConsoleFrameProps) {
  const t = useTranslations("console");
  const tools = useRef<HTMLFieldSetElement>(null);
  const screen = useRef<HTMLDivElement>(null);
  const toTools = useCallback(() => tools.current?.querySelector("button")?.focus(), []);
  useKeyboardEscape(screen, toTools);
  const { phase } = props.connection;
  const isLive = phase.kind === "live";
  const hasMoved = phase.kind === "ended" && phase.end === "moved";
  useFollow(props.row.uuid, hasMoved ? phase.detail : undefined);
  return (
    <div className="group/frame relative flex min-h-0 flex-1 flex-col">
      <fieldset
        ref={tools}
        aria-label={t("tools.label")}
        className={cn(
          "flex min-h-10 flex-wrap items-center gap-1 border-border border-b bg-surface px-3 py-1",
          // In full screen only its lower edge is in sight, until the pointer or the focus comes.
          props.fullScreen.isFull &&
            "absolute inset-x-0 top-0 z-10 -translate-y-[calc(100%-6px)] transition-transform focus-within:translate-y-0 hover:translate-y-0",
        )}
      >
        {props.tools}
        <CommonTools {...props} />
      </fieldset>
      {props.panel}
      <div
        ref={screen}
        data-testid="console-screen"
        data-phase={phase.kind}
        className="relative min-h-0 flex-1 overflow-hidden bg-sunken"
      >
        {props.children}
        {isLive ? props.hint : <ConsoleOverlay {...props} />}
        {isLive && <ControlRequests team={props.seat.team} actions={props.seat.actions} />}
      </div>
    </div>
  );
}

function CommonTools(props: ConsoleFrameProps) {
  const t = useTranslations("console.tools");
  const { mode, onMode, seat, fullScreen, connection, chromeless, row, kind, escapeId } = props;
  const [dialog, setDialog] = useState<"share" | "viewer">();
  const close = () => setDialog(undefined);
  const isView = mode === "view";
  const popOut = () => {
    const path = `${machinePath(row)}/console?mode=${kind}&chrome=0`;
    window.open(path, `console-${row.uuid}-${kind}`, "popup,width=1100,height=800");
  };
  return (
    <>
      <IconButton
        label={isView ? t("leaveViewOnly") : t("viewOnly")}
        aria-pressed={isView}
        className={isView ? "bg-accent-bg text-accent-text" : ""}
        onClick={() => onMode(isView ? "control" : "view")}
      >
        <Eye aria-hidden="true" />
      </IconButton>
      {isView && <span className="text-sm text-text-2">{t("isViewOnly")}</span>}
      {connection.phase.kind === "live" && <TeamTools team={seat.team} actions={seat.actions} />}
      {dialog === "share" && <GuestLinkDialog row={row} onClose={close} />}
      {dialog === "viewer" && <ViewerDialog row={row} onClose={close} />}
      <span className="ml-auto flex min-w-0 items-center gap-1">
        <span className="flex items-center gap-1.5 truncate text-sm text-text-3 max-lg:sr-only">
          <Keyboard aria-hidden="true" className="size-4 shrink-0" />
          <span id={escapeId}>{t("escape")}</span>
        </span>
        {kind === "vnc" && (
          <>
            <IconButton label={t("share")} onClick={() => setDialog("share")}>
              <Link2 aria-hidden="true" />
            </IconButton>
            <IconButton label={t("viewer")} onClick={() => setDialog("viewer")}>
              <MonitorDown aria-hidden="true" />
            </IconButton>
          </>
        )}
        <IconButton label={t("reconnect")} onClick={() => connection.connect()}>
          <RefreshCw aria-hidden="true" />
        </IconButton>
        {!chromeless && (
          <IconButton label={t("popOut")} onClick={popOut}>
            <SquareArrowOutUpRight aria-hidden="true" />
          </IconButton>
        )}
        <IconButton
          label={fullScreen.isFull ? t("leaveFullScreen") : t("fullScreen")}
          reason={fullScreen.isPossible ? undefined : t("noFullScreen")}
          onClick={fullScreen.toggle}
        >
          {fullScreen.isFull ? <Minimize aria-hidden="true" /> : <Maximize aria-hidden="true" />}
        </IconButton>
      </span>
    </>
  );
}
