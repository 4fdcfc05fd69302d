"use client";
import { useTranslations } from "next-intl";
import { Ago } from "@/app/_components/ago";
import { useProblemWords } from "@/app/_components/problem-text";
import { useFormat } from "@/app/_lib/use-format";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/app/_ui/table";
import type { OperationView } from "@/server/operations/types";
import { OperationState } from "./operation-state";
import { OperationTarget } from "./operation-target";

interface OperationTableProps {
  items: readonly OperationView[];
  onOpen: (id: string) => void;
}

const columns = ["when", "what", "target", "host", "state", "duration", "who"] as const;

/** The columns a narrow screen has room for. */
const onPhone = new Set<string>(["when", "what", "target", "state"]);

export function OperationTable({ items, onOpen }: OperationTableProps) {
  const t = useTranslations("activity.table");
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
          {items.map((operation) => (
            <OperationRow key={operation.id} operation={operation} onOpen={onOpen} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function OperationRow(props: { operation: OperationView; onOpen: (id: string) => void }) {
  const t = useTranslations("activity.table");
  const kinds = useTranslations("operations");
  const format = useFormat();
  const words = useProblemWords();
  const { operation } = props;
  const { startedAtMs, endedAtMs, target, destination } = operation;
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap">
        <button
          type="button"
          onClick={() => props.onOpen(operation.id)}
          className="text-accent-text hover:underline"
        >
          <Ago atMs={operation.createdAtMs} />
        </button>
      </TableCell>
      <TableCell className="whitespace-nowrap">{kinds(`kind.${operation.kind}`)}</TableCell>
      <TableCell className="max-w-60 truncate">
        <OperationTarget operation={operation} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-text-2 max-md:hidden">
        {destination
          ? t("fromTo", { from: target.hostName ?? "", to: destination.hostName })
          : target.hostName}
      </TableCell>
      <TableCell>
        <OperationState state={operation.state} />
        {operation.problem && (
          <span className="block max-w-90 truncate text-sm text-text-3">
            {words(operation.problem).title}
          </span>
        )}
      </TableCell>
      <TableCell className="whitespace-nowrap max-md:hidden">
        {startedAtMs !== null && endedAtMs !== null && format.duration(endedAtMs - startedAtMs)}
      </TableCell>
      <TableCell className="whitespace-nowrap text-text-2 max-md:hidden">
        {operation.requestedBy.name}
      </TableCell>
    </TableRow>
  );
}
