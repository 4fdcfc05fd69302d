"use client";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_lib/cn";
import { type Tone, toneText } from "@/app/_ui/badge";
import type { HostLinkState } from "@/server/inventory/types";
import type { MarkShape } from "../machines/state/machine-look";
import { StateMark } from "../machines/state/state-mark";

const looks = {
  online: { tone: "run", shape: "solid" },
  connecting: { tone: "busy", shape: "ring" },
  unreachable: { tone: "unk", shape: "dashed" },
  refused: { tone: "err", shape: "diamond" },
  disabled: { tone: "off", shape: "hollow" },
} as const satisfies Record<HostLinkState, { tone: Tone; shape: MarkShape }>;

/** How a host is connected, as mark and word. */
export function HostState({ link }: { link: HostLinkState }) {
  const t = useTranslations("hosts.link");
  const { tone, shape } = looks[link];
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap", toneText[tone])}>
      <StateMark tone={tone} shape={shape} />
      {t(`words.${link}`)}
    </span>
  );
}
