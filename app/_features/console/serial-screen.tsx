"use client";
import "@xterm/xterm/css/xterm.css";
import { type RefObject, useEffect, useRef } from "react";
import { useTRPCClient } from "@/app/_lib/trpc";
import type { ConsoleMode } from "./console-frame";
import { askTicket } from "./open-socket";
import type { ConsolePhase } from "./phase";
import { SerialSession } from "./serial-session";

interface SerialScreenProps {
  machine: { hostId: string; uuid: string };
  mode: ConsoleMode;
  port: number | undefined;
  takeOver: boolean;
  /** Keys go to the machine. */
  drives: boolean;
  screenReader: boolean;
  label: string;
  escapeId: string;
  /** Where the tools find the connection. */
  session: RefObject<SerialSession | null>;
  onSeat: (seatId: string) => void;
  onPhase: (phase: ConsolePhase) => void;
  onOutput: () => void;
}

/** One try to show a serial line; a new try is a new one of these. */
export function SerialScreen(props: SerialScreenProps) {
  const { machine, mode, port, takeOver, drives, screenReader } = props;
  const { label, escapeId, session, onSeat, onPhase, onOutput } = props;
  const client = useTRPCClient();
  const target = useRef<HTMLDivElement>(null);
  const { hostId, uuid } = machine;
  useEffect(() => {
    if (!target.current) return;
    const which = { ...(port === undefined ? {} : { port }), ...(takeOver ? { takeOver } : {}) };
    const opened = new SerialSession({
      target: target.current,
      askTicket: () =>
        askTicket(client, { machine: { hostId, uuid }, kind: "serial", mode, ...which }),
      onSeat,
      label,
      describedBy: escapeId,
      onPhase,
      onOutput,
    });
    session.current = opened;
    return () => opened.close();
  }, [
    client,
    hostId,
    uuid,
    mode,
    port,
    takeOver,
    label,
    escapeId,
    session,
    onSeat,
    onPhase,
    onOutput,
  ]);
  useEffect(() => session.current?.drive(drives), [session, drives]);
  useEffect(() => session.current?.screenReader(screenReader), [session, screenReader]);
  return <div ref={target} className="absolute inset-0 p-2" />;
}
