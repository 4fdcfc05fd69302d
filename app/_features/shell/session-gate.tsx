"use client";
import { useEffect } from "react";
import { leavesBySelf } from "@/app/_lib/departure";
import { useFleetPhase } from "@/app/_lib/fleet-store";
import { useTRPCClient } from "@/app/_lib/trpc";

/** Sends a stranger to sign-in (or to the first run), and back here afterwards. */
export function SessionGate() {
  const client = useTRPCClient();
  const signedOut = useFleetPhase() === "signedOut";
  useEffect(() => {
    if (!signedOut) return;
    let left = false;
    const here = `${location.pathname}${location.search}`;
    const signIn = `/sign-in?next=${encodeURIComponent(here)}`;
    client.setup.state
      .query()
      .then(({ needed }) => (needed ? "/setup" : signIn))
      .catch(() => signIn)
      .then((path) => {
        if (!left && !leavesBySelf()) location.assign(path);
      });
    return () => {
      left = true;
    };
  }, [signedOut, client]);
  return null;
}
