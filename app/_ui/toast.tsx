"use client";
import { Toaster as Sonner, toast } from "sonner";

export { toast };

/** Bottom right, above the task strip; styled by the tokens, so it follows the theme by itself. */
export function Toaster({ label }: { label: string }) {
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

const toastClass = {
  toast:
    "font-sans flex w-full items-start gap-2.5 rounded-lg border border-border bg-raised p-3 text-base text-text shadow-float sm:w-90",
  icon: "mt-0.5 flex size-4 shrink-0 items-center justify-center text-text-3",
  content: "min-w-0 flex-1",
  title: "break-words font-medium",
  description: "break-words text-text-2",
  success: "[&_[data-icon]]:text-run-dot",
  error: "[&_[data-icon]]:text-err-dot",
  warning: "[&_[data-icon]]:text-warn-dot",
  actionButton:
    "ml-auto h-6 shrink-0 rounded-md border border-border px-2 text-sm font-medium hover:bg-hover coarse:h-11",
  cancelButton: "ml-auto h-6 shrink-0 rounded-md px-2 text-sm text-text-2 hover:bg-hover",
};
