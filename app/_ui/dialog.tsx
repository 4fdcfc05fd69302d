"use client";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "../_lib/cn";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** The accessible name of the cross. */
  closeLabel: string;
  children: ReactNode;
  footer?: ReactNode;
  size?: "sm" | "md" | "lg";
  /** A danger dialog is an `alertdialog`: a click outside does not close it. */
  alert?: boolean;
  onOpenAutoFocus?: ComponentProps<typeof Radix.Content>["onOpenAutoFocus"];
}

const widths = { sm: "max-w-105", md: "max-w-140", lg: "max-w-190" } as const;

export const overlayClass =
  "fixed inset-0 z-40 animate-pop bg-[oklch(0.2_0.02_250/0.38)] dark:bg-[oklch(0_0_0/0.55)]";

export function Dialog(props: DialogProps) {
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClass} />
        <Radix.Content
          role={props.alert ? "alertdialog" : "dialog"}
          {...(props.description ? {} : { "aria-describedby": undefined })}
          {...(props.onOpenAutoFocus ? { onOpenAutoFocus: props.onOpenAutoFocus } : {})}
          onPointerDownOutside={(event) => props.alert && event.preventDefault()}
          className={cn(
            "fixed top-[12vh] left-1/2 z-40 flex max-h-[80vh] w-[calc(100vw-24px)] -translate-x-1/2 flex-col rounded-lg border border-border bg-raised shadow-float outline-none",
            widths[props.size ?? "md"],
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-2">
            <div className="min-w-0 flex-1">
              <Radix.Title className="break-words font-semibold text-md">{props.title}</Radix.Title>
              {props.description && (
                <Radix.Description className="mt-1 text-text-2">
                  {props.description}
                </Radix.Description>
              )}
            </div>
            <Radix.Close
              aria-label={props.closeLabel}
              className="-mr-1.5 flex size-6 items-center justify-center rounded-md text-text-3 hover:bg-hover hover:text-text coarse:size-11"
            >
              <X className="size-4" aria-hidden="true" />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-4">{props.children}</div>
          {props.footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-border border-t px-5 py-3">
              {props.footer}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
