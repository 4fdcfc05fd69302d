"use client";
import Link from "next/link";
import { useHost, useMachine } from "@/app/_lib/fleet-store";
import { machinePath } from "@/app/_lib/machine-key";
import type { OperationView } from "@/server/operations/types";

/** What an operation is about; a link while it still exists there. */
export function OperationTarget({ operation }: { operation: OperationView }) {
  const { target, destination, state } = operation;
  const moved = operation.kind === "machine.migrate" && state === "succeeded";
  const hostId = (moved ? destination?.hostId : target.hostId) ?? "";
  const machine = useMachine({ hostId, uuid: target.uuid ?? "" });
  const host = useHost(hostId);
  const path = target.uuid
    ? machine && machinePath(machine)
    : host && `/hosts/${encodeURIComponent(host.id)}`;
  if (!path) return <span className="font-medium">{target.name}</span>;
  return (
    <Link href={path} className="font-medium hover:underline">
      {target.name}
    </Link>
  );
}
