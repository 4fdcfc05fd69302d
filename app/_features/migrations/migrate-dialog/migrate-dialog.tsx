"use client";
import { useState } from "react";
import { FollowMigration } from "./follow-migration";
import type { MigrateRequest } from "./open-migrate";
import { PlanMigration } from "./plan-migration";

interface MigrateDialogProps {
  request: MigrateRequest;
  onClose: () => void;
}

/** First the plan, then the migration itself; closing the dialog never stops what runs. */
export function MigrateDialog({ request, onClose }: MigrateDialogProps) {
  const [started, setStarted] = useState<{ request: MigrateRequest; operationId: string }>();
  const operationId =
    request.kind === "follow"
      ? request.operationId
      : started?.request === request
        ? started.operationId
        : undefined;
  if (operationId !== undefined) {
    return <FollowMigration key={operationId} operationId={operationId} onClose={onClose} />;
  }
  if (request.kind !== "plan") return null;
  return (
    <PlanMigration
      key={`${request.machine.hostId}/${request.machine.uuid}`}
      machine={request.machine}
      onClose={onClose}
      onStarted={(id) => setStarted({ request, operationId: id })}
    />
  );
}
