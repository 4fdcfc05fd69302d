"use client";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { ConsoleFrame, type ConsoleMode } from "./console-frame";
import type { ConsoleProps } from "./console-props";
import { LiveHint } from "./live-hint";
import { useSeat } from "./team/use-seat";
import { TypeTextPanel } from "./type-text/type-text-panel";
import { useBlank } from "./use-blank";
import { useConnection } from "./use-connection";
import { VncScreen } from "./vnc-screen";
import type { VncSession } from "./vnc-session";
import { VncTools } from "./vnc-tools";

/** The machine's display, with keyboard and mouse. */
export function VncConsole({ row, fullScreen, chromeless }: ConsoleProps) {
  const t = useTranslations("console");
  const session = useRef<VncSession>(null);
  const [mode, setMode] = useState<ConsoleMode>("control");
  const [fit, setFit] = useState(true);
  const [isTyping, setIsTyping] = useState(false);
  const connection = useConnection(row);
  const escapeId = useId();
  const isLive = connection.phase.kind === "live";
  const isBlank = useBlank(session, isLive);
  const { seat, noKeys, drives } = useSeat(row, mode);
  const reason = isLive ? noKeys : t("tools.notLive");
  return (
    <ConsoleFrame
      row={row}
      kind="vnc"
      connection={connection}
      mode={mode}
      onMode={(next) => {
        connection.setPhase({ kind: "opening" });
        setMode(next);
      }}
      seat={seat}
      fullScreen={fullScreen}
      chromeless={chromeless}
      escapeId={escapeId}
      hint={<LiveHint row={row} text={isBlank ? t("blank") : null} />}
      tools={
        <VncTools
          session={session}
          reason={reason}
          fit={fit}
          onFit={setFit}
          isTyping={isTyping}
          onTyping={setIsTyping}
        />
      }
      panel={
        isTyping && (
          <TypeTextPanel
            session={session}
            reason={reason}
            others={seat.team.seats.length - 1}
            onClose={() => setIsTyping(false)}
          />
        )
      }
    >
      <VncScreen
        key={`${connection.epoch}/${mode}`}
        machine={row}
        mode={mode}
        drives={drives}
        fit={fit}
        label={t("screenLabel", { name: row.name })}
        escapeId={escapeId}
        session={session}
        onSeat={seat.onSeat}
        onPhase={connection.setPhase}
      />
    </ConsoleFrame>
  );
}
