"use client";
import { useEffect, useState } from "react";
import type { Problem } from "@/server/problem";

const SECOND_MS = 1_000;
const DEFAULT_WAIT_SECONDS = 30;

/** Seconds a throttled person still has to wait, counted down; 0 when nobody has to. */
export function useWait(problem: Problem | null): number {
  const [until, setUntil] = useState<{ problem: Problem; atMs: number } | null>(null);
  const [nowMs, setNowMs] = useState(0);
  if (problem?.code === "throttled" && until?.problem !== problem) {
    const now = Date.now();
    setUntil({ problem, atMs: now + waitSecondsOf(problem) * SECOND_MS });
    setNowMs(now);
  }
  const leftMs = problem?.code === "throttled" && until ? Math.max(0, until.atMs - nowMs) : 0;
  const waiting = leftMs > 0;
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => setNowMs(Date.now()), 500);
    return () => clearInterval(timer);
  }, [waiting]);
  return Math.ceil(leftMs / SECOND_MS);
}

function waitSecondsOf(problem: Problem): number {
  const told = problem.params?.seconds;
  return typeof told === "number" && told > 0 ? told : DEFAULT_WAIT_SECONDS;
}
