"use client";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { useSyncExternalStore } from "react";
import type { ToastOptions } from "./toast-queue";
import { newToastId, publishToast, toastsWanted } from "./toast-queue";

const ToastStack = dynamic(() => import("./toast-stack").then((m) => m.ToastStack), { ssr: false });

const show =
  (kind: "plain" | "success" | "error") =>
  (title: ReactNode, options: ToastOptions = {}): string => {
    const id = options.id ?? newToastId();
    publishToast({ kind, title, options: { ...options, id } });
    return id;
  };

/** Says something in a corner of the page. Returns the id, by which it can be replaced or taken away. */
export const toast = Object.assign(show("plain"), {
  success: show("success"),
  error: show("error"),
  dismiss: (id: string) => publishToast({ kind: "dismiss", id }),
});

/** Where toasts appear; mounted once. Their code comes with the first of them. */
export function Toaster({ label }: { label: string }) {
  const wanted = useSyncExternalStore(toastsWanted.subscribe, toastsWanted.current, () => false);
  return wanted ? <ToastStack label={label} /> : null;
}
