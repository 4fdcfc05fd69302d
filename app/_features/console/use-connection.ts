"use client";
import { useCallback, useEffect, useState } from "react";
import { useHost } from "@/app/_lib/fleet-store";
import type { MachineRow } from "@/server/inventory/types";
import { useAbility } from "../machine-page/use-ability";
import { type ConsolePhase, retryDelayMs, type Waiting, waitingFor } from "./phase";

const STEADY_MS = 5_000;

export interface Connection {
  phase: ConsolePhase;
  /** Changes with every try; a session lives as long as one of it. */
  epoch: number;
  /** This try pushes out another reader of the line. */
  takeOver: boolean;
  waiting: Waiting;
  setPhase: (phase: ConsolePhase) => void;
  connect: (options?: { takeOver?: boolean }) => void;
}

/**
 * A console's phases over all its tries: what mends itself is tried again as soon as what it waits
 * for is so, with growing pauses until a connection has held for a while.
 */
export function useConnection(row: MachineRow): Connection {
  const [phase, setPhase] = useState<ConsolePhase>({ kind: "opening" });
  const [tries, setTries] = useState({ epoch: 0, attempt: 0, takeOver: false });
  const hostLink = useHost(row.hostId)?.link;
  const isOff = useAbility("console", row) !== undefined;
  const waiting = waitingFor(phase);
  const isReady =
    waiting === "time" ||
    (waiting === "host" && hostLink === "online") ||
    (waiting === "machine" && !isOff);

  const connect = useCallback(({ takeOver = false } = {}) => {
    setPhase({ kind: "opening" });
    setTries(({ epoch }) => ({ epoch: epoch + 1, attempt: 0, takeOver }));
  }, []);

  useEffect(() => {
    if (!isReady) return;
    const timer = setTimeout(() => {
      setPhase({ kind: "opening" });
      setTries(({ epoch, attempt }) => ({
        epoch: epoch + 1,
        attempt: attempt + 1,
        takeOver: false,
      }));
    }, retryDelayMs(tries.attempt));
    return () => clearTimeout(timer);
  }, [isReady, tries.attempt]);

  useEffect(() => {
    if (phase.kind !== "live") return;
    const timer = setTimeout(() => setTries((now) => ({ ...now, attempt: 0 })), STEADY_MS);
    return () => clearTimeout(timer);
  }, [phase.kind]);

  return { phase, epoch: tries.epoch, takeOver: tries.takeOver, waiting, setPhase, connect };
}
