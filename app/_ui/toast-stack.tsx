"use client";
import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { drainToasts, type ToastJob } from "./toast-queue";

/** Bottom right, above the task strip; styled by the tokens, so it follows the theme by itself. */
export function ToastStack({ label }: { label: string }) {
  useEffect(() => drainToasts(show), []);
  return (
    <Sonner
      position="bottom-right"
      containerAriaLabel={label}
      offset={{ bottom: 48, right: 16 }}
      mobileOffset={{ bottom: 56 }}
      gap={8}
      toastOptions={{ unstyled: true, classNames: toastClass }}
    />
  );
}

function show(job: ToastJob): void {
  if (job.kind === "dismiss") {
    toast.dismiss(job.id);
    return;
  }
  const { durationMs, ...options } = job.options;
  const all = { ...options, ...(durationMs === undefined ? {} : { duration: durationMs }) };
  if (job.kind === "success") toast.success(job.title, all);
  else if (job.kind === "error") toast.error(job.title, all);
  else toast(job.title, all);
}

const toastClass = {
  toast:
    "flex w-full items-start gap-2.5 rounded-lg border border-border bg-raised p-3 font-sans text-base text-text shadow-float sm:w-90",
  icon: "mt-0.5 flex size-4 shrink-0 items-center justify-center text-text-3",
  content: "min-w-0 flex-1",
  title: "break-words font-medium",
  description: "break-words text-text-2",
  success: "[&_[data-icon]]:text-run-dot",
  error: "[&_[data-icon]]:text-err-dot",
  actionButton:
    "ml-auto h-6 shrink-0 rounded-md border border-border px-2 text-sm font-medium hover:bg-hover coarse:h-11",
};
