"use client";
import { Check, CircleSlash, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_lib/cn";
import { useOperations } from "@/app/_lib/fleet-store";
import { useNow } from "@/app/_lib/use-now";
import { Progress } from "@/app/_ui/progress";
import { Spinner } from "@/app/_ui/spinner";
import type { OperationView } from "@/server/operations/types";
import { overlay } from "../overlay";
import { CancelTask } from "./cancel-task";
import { stripTasks } from "./current-task";
import { useEndedToasts } from "./use-ended-toasts";
import { useMyId } from "./use-me";
import { useTabTitle } from "./use-tab-title";
import { useTaskWords } from "./use-task-words";

/** One line at the bottom while something is being done, and shortly after. */
export function TaskStrip() {
  const t = useTranslations("operations");
  const operations = useOperations();
  const meId = useMyId();
  const nowMs = useNow(1_000);
  const { open, current, ended } = stripTasks(operations, { meId, nowMs });
  useEndedToasts(meId);
  useTabTitle(current?.requestedBy.id === meId ? current?.progress?.percent : undefined);
  if (!current && !ended) return null;
  return (
    <section
      aria-label={t("strip")}
      data-print="hide"
      className="flex h-8.5 shrink-0 items-center gap-3 border-border border-t bg-canvas px-(--gutter) max-md:h-12"
    >
      {current && <Current operation={current} count={open.length} />}
      {ended && <Ended operation={ended} />}
    </section>
  );
}

function Current({ operation, count }: { operation: OperationView; count: number }) {
  const t = useTranslations("operations");
  const words = useTaskWords();
  const task = words.title(operation);
  return (
    <>
      <button
        type="button"
        onClick={() => overlay.open("tasks")}
        className="flex shrink-0 items-center gap-2 font-medium hover:underline"
      >
        <Spinner className="size-3.5 text-busy-dot" />
        {t("running", { count })}
      </button>
      <span className="truncate text-text-2">{task}</span>
      {operation.progress && (
        <>
          <Progress percent={operation.progress.percent} label={task} className="max-sm:hidden" />
          <span className="truncate text-text-2 max-sm:hidden">{words.figures(operation)}</span>
        </>
      )}
      {operation.cancellable && <CancelTask operation={operation} />}
    </>
  );
}

function Ended({ operation }: { operation: OperationView }) {
  const words = useTaskWords();
  const good = operation.state === "succeeded";
  const Icon = good ? Check : operation.state === "cancelled" ? CircleSlash : TriangleAlert;
  return (
    <output className="ml-auto flex min-w-0">
      <button
        type="button"
        onClick={() => overlay.open("tasks")}
        className={cn(
          "flex min-w-0 items-center gap-2 hover:underline",
          good || operation.state === "cancelled" ? "text-text-2" : "text-err-fg",
        )}
      >
        <Icon aria-hidden="true" className={cn("size-4 shrink-0", good && "text-run-dot")} />
        <span className="truncate">{words.outcome(operation)}</span>
      </button>
    </output>
  );
}
