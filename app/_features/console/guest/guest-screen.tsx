"use client";
import { useEffect, useRef } from "react";
import { useTRPCClient } from "@/app/_lib/trpc";
import type { GuestConsole } from "@/server/consoles/types";
import type { ConsolePhase } from "../phase";
import { VncSession } from "../vnc-session";

interface GuestScreenProps {
  secret: string;
  label: string;
  onTold: (told: GuestConsole) => void;
  onPhase: (phase: ConsolePhase) => void;
}

/** One try to show the shared display. */
export function GuestScreen({ secret, label, onTold, onPhase }: GuestScreenProps) {
  const client = useTRPCClient();
  const target = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!target.current) return;
    const session = new VncSession({
      target: target.current,
      askTicket: async () => {
        const told = await client.consoles.enterAsGuest.mutate({ secret });
        onTold(told);
        return told.ticket;
      },
      onSeat: () => {},
      label,
      onPhase,
    });
    return () => session.close();
  }, [client, secret, label, onTold, onPhase]);
  return <div ref={target} className="absolute inset-0" />;
}
