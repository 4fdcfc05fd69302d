"use client";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { ConsoleFrame, type ConsoleMode } from "./console-frame";
import type { ConsoleProps } from "./console-props";
import { LiveHint } from "./live-hint";
import { SerialPorts } from "./serial-ports";
import { SerialScreen } from "./serial-screen";
import type { SerialSession } from "./serial-session";
import { SerialTools } from "./serial-tools";
import { SilentHint } from "./silent-hint";
import { useSeat } from "./team/use-seat";
import { useConnection } from "./use-connection";
import { useSilence } from "./use-silence";

/** The machine's serial line in a terminal. */
export function SerialConsole({ row, fullScreen, chromeless }: ConsoleProps) {
  const t = useTranslations("console");
  const session = useRef<SerialSession>(null);
  const [mode, setMode] = useState<ConsoleMode>("control");
  const [port, setPort] = useState<number>();
  const [screenReader, setScreenReader] = useState(false);
  const connection = useConnection(row);
  const { isSilent, heard } = useSilence(connection.phase);
  const escapeId = useId();
  const isLive = connection.phase.kind === "live";
  const { seat, noKeys, drives } = useSeat(row, mode);
  const openAgain = () => connection.setPhase({ kind: "opening" });
  return (
    <ConsoleFrame
      row={row}
      kind="serial"
      connection={connection}
      mode={mode}
      onMode={(next) => {
        openAgain();
        setMode(next);
      }}
      seat={seat}
      fullScreen={fullScreen}
      chromeless={chromeless}
      escapeId={escapeId}
      hint={<LiveHint row={row} text={isSilent ? <SilentHint mode={mode} /> : null} />}
      tools={
        <>
          <SerialPorts
            row={row}
            port={port}
            onPort={(next) => {
              openAgain();
              setPort(next);
            }}
          />
          <SerialTools
            session={session}
            sizeReason={isLive ? noKeys : t("tools.notLive")}
            screenReader={screenReader}
            onScreenReader={setScreenReader}
          />
        </>
      }
    >
      <SerialScreen
        key={`${connection.epoch}/${mode}/${port}`}
        machine={row}
        mode={mode}
        port={port}
        takeOver={connection.takeOver}
        drives={drives}
        screenReader={screenReader}
        label={t("lineLabel", { name: row.name })}
        escapeId={escapeId}
        session={session}
        onSeat={seat.onSeat}
        onPhase={connection.setPhase}
        onOutput={heard}
      />
    </ConsoleFrame>
  );
}
