"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Table, TableBody, TableHead, TableHeader } from "@/app/_ui/table";
import type { AuditEventView } from "@/server/audit/audit-view";
import { AuditLine } from "./audit-line";

interface AuditListProps {
  items: readonly AuditEventView[];
  onFilter: (term: string) => void;
}

const columns = ["when", "who", "what", "on", "outcome", "from"] as const;

/** The columns a narrow screen has room for. */
const onPhone = new Set<string>(["when", "who", "what"]);

export function AuditList({ items, onFilter }: AuditListProps) {
  const t = useTranslations("audit.table");
  const [open, setOpen] = useState<number | null>(null);
  return (
    <div className="overflow-x-auto">
      <Table>
        <TableHead>
          <tr className="border-border border-b">
            {columns.map((column) => (
              <TableHeader key={column} className={onPhone.has(column) ? "" : "max-md:hidden"}>
                {t(`columns.${column}`)}
              </TableHeader>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {items.map((event) => (
            <AuditLine
              key={event.seq}
              event={event}
              open={open === event.seq}
              onToggle={() => setOpen(open === event.seq ? null : event.seq)}
              onFilter={onFilter}
            />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
