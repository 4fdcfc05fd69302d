"use client";
import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { migrateRequest } from "./open-migrate";

const MigrateDialog = dynamic(() => import("./migrate-dialog").then((m) => m.MigrateDialog), {
  ssr: false,
});

/** Mounted once by the fleet's layout; the dialog's code is loaded when it first opens. */
export function MigrateDialogMount() {
  const request = useSyncExternalStore(
    migrateRequest.subscribe,
    migrateRequest.current,
    migrateRequest.none,
  );
  if (request === null) return null;
  return <MigrateDialog request={request} onClose={migrateRequest.close} />;
}
