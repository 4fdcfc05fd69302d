"use client";
import { useEffect, useState } from "react";
import { toast } from "@/app/_ui/toast";

interface Grace {
  label: (seconds: number) => string;
  cancelLabel: string;
  run: () => void;
}

const GRACE_MS = 5_000;

/**
 * Five seconds in which a person can take it back. The clock is ours: a toast's own stops while the
 * pointer rests on it, and a shut-down that waits for the mouse to move would surprise.
 */
export function startGrace({ label, cancelLabel, run }: Grace): void {
  const endsAtMs = Date.now() + GRACE_MS;
  const timer = setTimeout(() => {
    toast.dismiss(id);
    run();
  }, GRACE_MS);
  const cancel = () => clearTimeout(timer);
  const id = toast(<Countdown label={label} endsAtMs={endsAtMs} />, {
    durationMs: Number.POSITIVE_INFINITY,
    dismissible: false,
    action: { label: cancelLabel, onClick: cancel },
  });
}

function Countdown({ label, endsAtMs }: { label: Grace["label"]; endsAtMs: number }) {
  const secondsLeft = () => Math.max(1, Math.ceil((endsAtMs - Date.now()) / 1_000));
  const [seconds, setSeconds] = useState(secondsLeft);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(secondsLeft()), 250);
    return () => clearInterval(timer);
  });
  return label(seconds);
}
