"use client";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Ago } from "@/app/_components/ago";
import { cn } from "@/app/_lib/cn";
import { Badge } from "@/app/_ui/badge";
import { TableCell, TableRow } from "@/app/_ui/table";
import type { AuditEventView } from "@/server/audit/audit-view";
import { AuditDetail } from "./audit-detail";
import { AuditOutcome } from "./audit-outcome";
import { useActionWord, useActorWord } from "./audit-words";

interface AuditLineProps {
  event: AuditEventView;
  open: boolean;
  onToggle: () => void;
  onFilter: (term: string) => void;
}

export function AuditLine({ event, open, onToggle, onFilter }: AuditLineProps) {
  const t = useTranslations("audit.table");
  const actionWord = useActionWord();
  const actorWord = useActorWord();
  const detailId = `audit-${event.seq}`;
  const outside = event.actor.id === "outside";
  return (
    <>
      <TableRow>
        <TableCell className="whitespace-nowrap">
          <button
            type="button"
            aria-expanded={open}
            aria-controls={detailId}
            onClick={onToggle}
            className="inline-flex items-center gap-1.5 hover:underline"
          >
            <ChevronRight
              aria-hidden="true"
              className={cn("size-4 text-text-3 transition-transform", open && "rotate-90")}
            />
            <Ago atMs={event.atMs} />
          </button>
        </TableCell>
        <TableCell className="max-w-40 truncate">
          {outside ? <Badge tone="warn">{actorWord(event.actor)}</Badge> : actorWord(event.actor)}
        </TableCell>
        <TableCell className="font-medium">
          {actionWord(event.action)}
          {event.reason !== null && (
            <span className="block max-w-80 truncate font-normal text-sm text-text-3">
              {event.reason}
            </span>
          )}
        </TableCell>
        <TableCell className="max-w-80 truncate text-text-2 max-md:hidden">
          {event.objects.map(({ name }) => name).join(" · ")}
        </TableCell>
        <TableCell className="max-md:hidden">
          <AuditOutcome event={event} />
        </TableCell>
        <TableCell className="whitespace-nowrap text-text-2 max-md:hidden">
          {event.sourceIp ?? <span className="text-text-3">{t("nowhere")}</span>}
        </TableCell>
      </TableRow>
      {open && (
        <tr id={detailId} className="border-border border-b bg-sunken">
          <td colSpan={6} className="px-(--gutter) py-3">
            <AuditDetail event={event} onFilter={onFilter} />
          </td>
        </tr>
      )}
    </>
  );
}
