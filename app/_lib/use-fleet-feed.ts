"use client";
import { useEffect } from "react";
import { keepSubscribed } from "./fleet/keep-subscribed";
import { fleet, markSignedOut, receiveInventory, receiveOperations, rights } from "./fleet/store";
import { useTRPCClient } from "./trpc";

/** One subscription each of the inventory, the operations and one's rights, for the whole app. Used once, by the shell. */
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
    const stopRights = keepSubscribed({
      open: (handlers) =>
        client.rights.mine.subscribe(undefined, {
          ...handlers,
          onData: (mine) => rights.apply(mine),
        }),
      onSignedOut: markSignedOut,
    });
    return () => {
      stopRights();
      stopInventory();
      stopOperations();
    };
  }, [client]);
}
