"use client";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useHost } from "@/app/_lib/fleet-store";
import { useFormat } from "@/app/_lib/use-format";
import { HostMark } from "../../shell/host-mark";
import { machineLook } from "../state/machine-look";
import { StateMark } from "../state/state-mark";
import type { ListItem } from "./groups";
import type { Grouping } from "./use-list-state";

interface GroupRowProps {
  item: Extract<ListItem, { kind: "group" }>;
  group: Grouping;
  line: number;
}

export function GroupRow({ item, group, line }: GroupRowProps) {
  const format = useFormat();
  const Chevron = item.folded ? ChevronRight : ChevronDown;
  return (
    <tr
      aria-rowindex={line}
      aria-expanded={!item.folded}
      tabIndex={-1}
      data-group={item.id}
      className="flex h-(--line) items-center border-border border-b bg-sunken"
    >
      <td className="flex items-center gap-2 px-3.5">
        <Chevron aria-hidden="true" className="size-4 text-text-3" />
        {group === "host" ? <HostTitle item={item} /> : <StateTitle item={item} />}
        <span className="text-text-3">{format.number(item.count)}</span>
      </td>
    </tr>
  );
}

function HostTitle({ item }: { item: GroupRowProps["item"] }) {
  const host = useHost(item.sample.hostId);
  return (
    <span className="flex items-center gap-2 font-medium">
      {host && <HostMark host={host} />}
      {host?.name}
    </span>
  );
}

function StateTitle({ item }: { item: GroupRowProps["item"] }) {
  const t = useTranslations("machines");
  const look = machineLook({ row: item.sample, hostLink: "online" });
  return (
    <span className="flex items-center gap-2 font-medium">
      <StateMark tone={look.tone} shape={look.shape} />
      {t(`state.${look.word}`)}
    </span>
  );
}
