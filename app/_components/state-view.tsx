"use client";
import { CircleCheck, CloudOff, FilterX, Inbox, Lock, TriangleAlert, Unplug } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { cn } from "../_lib/cn";

export type StateKind =
  | "loading"
  | "empty-first"
  | "empty-filter"
  | "no-permission"
  | "stale"
  | "partial"
  | "error"
  | "all-good";

interface StateViewProps {
  kind: StateKind;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** For `loading`: the shape of what comes. */
  skeleton?: ReactNode;
  className?: string;
}

const icons = {
  "empty-first": Inbox,
  "empty-filter": FilterX,
  "no-permission": Lock,
  stale: CloudOff,
  partial: Unplug,
  error: TriangleAlert,
  "all-good": CircleCheck,
} as const;

/** What stands where data would: one voice for waiting, nothing, not allowed, old, in part, broken and fine. */
export function StateView(props: StateViewProps) {
  if (props.kind === "loading") return <Loading skeleton={props.skeleton} />;
  if (props.kind === "stale" || props.kind === "partial") return <Strip {...props} />;
  const Icon = icons[props.kind];
  return (
    <div
      role={props.kind === "error" ? "alert" : undefined}
      className={cn(
        "mx-auto flex max-w-120 flex-col items-center gap-3 px-6 py-14 text-center",
        props.className,
      )}
    >
      <Icon
        aria-hidden="true"
        strokeWidth={1.5}
        className={cn("size-6", props.kind === "error" ? "text-err-dot" : "text-text-3")}
      />
      {props.title && <h2 className="font-semibold text-md">{props.title}</h2>}
      {props.children && <div className="text-text-2">{props.children}</div>}
      {props.actions && (
        <div className="mt-1 flex flex-wrap justify-center gap-2">{props.actions}</div>
      )}
    </div>
  );
}

/** Old or incomplete data stays on the screen; this says so above it. */
function Strip(props: StateViewProps) {
  const Icon = props.kind === "stale" ? CloudOff : Unplug;
  return (
    <div
      role="status"
      className={cn(
        "flex flex-wrap items-center gap-x-2.5 gap-y-1 border-border border-b bg-warn-bg px-(--gutter) py-1.5 text-warn-fg",
        props.className,
      )}
    >
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      {props.title && <span className="font-medium">{props.title}</span>}
      {props.children && <span>{props.children}</span>}
      {props.actions && <span className="ml-auto flex gap-2">{props.actions}</span>}
    </div>
  );
}

const SHOW_AFTER_MS = 200;

/** Nothing for the first 200 ms: most waits end before, and a flash of grey only looks slower. */
function Loading({ skeleton }: { skeleton: ReactNode }) {
  const t = useTranslations("common");
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SHOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-busy="true" className={cn("transition-opacity", !shown && "opacity-0")}>
      <span className="sr-only">{shown ? t("loading") : ""}</span>
      {skeleton}
    </div>
  );
}
