"use client";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_lib/cn";
import { type Tone, toneText } from "@/app/_ui/badge";
import type { OperationState as State } from "@/server/operations/types";
import type { MarkShape } from "../machines/state/machine-look";
import { StateMark } from "../machines/state/state-mark";

const looks = {
  queued: { tone: "busy", shape: "ring" },
  running: { tone: "busy", shape: "ring" },
  cancelling: { tone: "busy", shape: "ring" },
  indeterminate: { tone: "warn", shape: "dashed" },
  succeeded: { tone: "run", shape: "solid" },
  failed: { tone: "err", shape: "diamond" },
  cancelled: { tone: "off", shape: "hollow" },
  abandoned: { tone: "err", shape: "diamond" },
} as const satisfies Record<State, { tone: Tone; shape: MarkShape }>;

/** The state of an operation as mark and word. */
export function OperationState({ state }: { state: State }) {
  const t = useTranslations("activity.state");
  const { tone, shape } = looks[state];
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap", toneText[tone])}>
      <StateMark tone={tone} shape={shape} />
      {t(`words.${state}`)}
    </span>
  );
}
