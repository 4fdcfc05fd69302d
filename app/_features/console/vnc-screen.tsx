"use client";
import { type RefObject, useEffect, useRef } from "react";
import { useTRPCClient } from "@/app/_lib/trpc";
import type { ConsoleMode } from "./console-frame";
import { askTicket } from "./open-socket";
import type { ConsolePhase } from "./phase";
import { VncSession } from "./vnc-session";

interface VncScreenProps {
  machine: { hostId: string; uuid: string };
  mode: ConsoleMode;
  /** Keys and pointer go to the machine. */
  drives: boolean;
  fit: boolean;
  label: string;
  escapeId: string;
  /** Where the tools find the connection. */
  session: RefObject<VncSession | null>;
  onSeat: (seatId: string) => void;
  onPhase: (phase: ConsolePhase) => void;
}

/** One try to show a display; a new try is a new one of these. */
export function VncScreen(props: VncScreenProps) {
  const { machine, mode, drives, fit, label, escapeId, session, onSeat, onPhase } = props;
  const client = useTRPCClient();
  const target = useRef<HTMLDivElement>(null);
  const { hostId, uuid } = machine;
  useEffect(() => {
    if (!target.current) return;
    const opened = new VncSession({
      target: target.current,
      askTicket: () => askTicket(client, { machine: { hostId, uuid }, kind: "vnc", mode }),
      onSeat,
      label,
      describedBy: escapeId,
      onPhase,
    });
    session.current = opened;
    return () => opened.close();
  }, [client, hostId, uuid, mode, label, escapeId, session, onSeat, onPhase]);
  useEffect(() => session.current?.drive(drives), [session, drives]);
  useEffect(() => session.current?.fit(fit), [session, fit]);
  return <div ref={target} className="absolute inset-0" />;
}
