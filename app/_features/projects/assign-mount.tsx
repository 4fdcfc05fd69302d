"use client";
import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { assignRequest } from "./assign-request";

const Dialog = dynamic(() => import("./assign-dialog").then((m) => m.AssignDialog), { ssr: false });

/** Mounted once by the shell; the dialog's code comes with the first question. */
export function AssignMount() {
  const uuids = useSyncExternalStore(
    assignRequest.subscribe,
    assignRequest.current,
    assignRequest.none,
  );
  return uuids === null ? null : <Dialog uuids={uuids} onClose={assignRequest.close} />;
}
