"use client";
import { useEffect, useState } from "react";
import { keepSubscribed } from "@/app/_lib/fleet/keep-subscribed";
import { useTRPCClient } from "@/app/_lib/trpc";
import type { Presence, RoomEvent, SeatView } from "@/server/consoles/rooms/types";
import type { MachineKey } from "@/server/machines/schema";

/** The people before the console one looks at. */
export interface Team {
  seats: readonly SeatView[];
  /** One's own seat; undefined until the server has told of it. */
  me: SeatView | undefined;
  driver: SeatView | undefined;
  lastEvent: RoomEvent | null;
  mayTakeOver: boolean;
}

const nobody: Presence = { rooms: [], mayTakeOver: false };

/** Who looks at this console and who drives it, live. */
export function useTeam({ hostId, uuid }: MachineKey, seatId: string | undefined): Team {
  const client = useTRPCClient();
  const [presence, setPresence] = useState(nobody);
  useEffect(
    () =>
      keepSubscribed({
        open: (handlers) =>
          client.consoles.presence.subscribe(
            { machine: { hostId, uuid } },
            { ...handlers, onData: setPresence },
          ),
        onSignedOut: () => setPresence(nobody),
      }),
    [client, hostId, uuid],
  );
  const room = presence.rooms.find(({ seats }) => seats.some((seat) => seat.id === seatId));
  const seats = room?.seats ?? [];
  return {
    seats,
    me: seats.find((seat) => seat.id === seatId),
    driver: seats.find((seat) => seat.drives),
    lastEvent: room?.lastEvent ?? null,
    mayTakeOver: presence.mayTakeOver,
  };
}
