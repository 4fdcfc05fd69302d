import type { ReactNode } from "react";

export interface ToastOptions {
  id?: string;
  description?: ReactNode;
  durationMs?: number;
  /** false: only its button or `dismiss` takes it away. */
  dismissible?: boolean;
  action?: { label: string; onClick: () => void };
}

export type ToastJob =
  | {
      kind: "plain" | "success" | "error";
      title: ReactNode;
      options: ToastOptions & { id: string };
    }
  | { kind: "dismiss"; id: string };

const listeners = new Set<() => void>();
const waiting: ToastJob[] = [];
let sink: ((job: ToastJob) => void) | undefined;
let wanted = false;
let count = 0;

export const newToastId = (): string => `toast-${++count}`;

/** True from the first toast on. */
export const toastsWanted = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  current: (): boolean => wanted,
};

/** Shows at once, or as soon as the code that shows is here. */
export function publishToast(job: ToastJob): void {
  if (sink) sink(job);
  else {
    waiting.push(job);
    wanted = true;
    for (const listener of listeners) listener();
  }
}

export function drainToasts(into: (job: ToastJob) => void): () => void {
  sink = into;
  for (const job of waiting.splice(0)) into(job);
  return () => {
    sink = undefined;
  };
}
