"use client";
import { useEffect } from "react";
import { keepSubscribed } from "./fleet/keep-subscribed";
import { fleet, markSignedOut, receiveInventory, receiveOperations } from "./fleet/store";
import { useTRPCClient } from "./trpc";

/** One subscription of the inventory and one of the operations, for the whole app. Used once, by the shell. */
export function useFleetFeed(): void {
  const client = useTRPCClient();
  useEffect(() => {
    const stopInventory = keepSubscribed({
      open: (handlers) =>
        client.inventory.watch.subscribe(fleet.resume ? { resume: fleet.resume } : {}, {
          ...handlers,
          onData: receiveInventory,
        }),
      onSignedOut: markSignedOut,
    });
    const stopOperations = keepSubscribed({
      open: (handlers) =>
        client.operations.watch.subscribe(undefined, { ...handlers, onData: receiveOperations }),
      onSignedOut: markSignedOut,
    });
    return () => {
      stopInventory();
      stopOperations();
    };
  }, [client]);
}
