"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useMachine } from "@/app/_lib/fleet-store";
import { useTRPC } from "@/app/_lib/trpc";
import type { MachineKey } from "@/server/machines/schema";

/** What only the machine's XML tells, from the server's mirror; read again whenever its row changes. */
export function useMachineDetail(machine: MachineKey) {
  const trpc = useTRPC();
  const row = useMachine(machine);
  const detail = useQuery(
    trpc.machines.get.queryOptions({ machine: { hostId: machine.hostId, uuid: machine.uuid } }),
  );
  const { refetch } = detail;
  useEffect(() => {
    if (row) void refetch();
  }, [row, refetch]);
  return detail;
}
