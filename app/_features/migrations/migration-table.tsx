"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Ago } from "@/app/_components/ago";
import { useProblemWords } from "@/app/_components/problem-text";
import { useFormat } from "@/app/_lib/use-format";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/app/_ui/table";
import type { MigrationView } from "@/server/migrations/types";
import { OperationState } from "../activity/operation-state";

interface MigrationTableProps {
  items: readonly MigrationView[];
  onOpen: (migration: MigrationView) => void;
}

const columns = [
  "when",
  "machine",
  "route",
  "outcome",
  "duration",
  "total",
  "downtime",
  "mode",
  "who",
] as const;

/** The columns a narrow screen has room for. */
const onPhone = new Set<string>(["when", "machine", "outcome"]);

export function MigrationTable({ items, onOpen }: MigrationTableProps) {
  const t = useTranslations("migrations.table");
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
          {items.map((migration) => (
            <MigrationRow key={migration.id} migration={migration} onOpen={onOpen} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function MigrationRow(props: {
  migration: MigrationView;
  onOpen: (migration: MigrationView) => void;
}) {
  const t = useTranslations("migrations.table");
  const format = useFormat();
  const words = useProblemWords();
  const { migration } = props;
  const figure = (value: number | null, write: (value: number) => string) =>
    value === null ? <span className="text-text-3">{t("notMeasured")}</span> : write(value);
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap">
        <Link
          href={`/migrations?id=${migration.operationId}`}
          scroll={false}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            props.onOpen(migration);
          }}
          className="text-accent-text hover:underline"
        >
          <Ago atMs={migration.startedAtMs} />
        </Link>
      </TableCell>
      <TableCell className="max-w-60 truncate font-medium">{migration.machine.name}</TableCell>
      <TableCell className="whitespace-nowrap text-text-2 max-md:hidden">
        {t("fromTo", { from: migration.from.name, to: migration.to.name })}
      </TableCell>
      <TableCell>
        <OperationState state={migration.state} />
        {migration.problem && (
          <span className="block max-w-80 truncate text-sm text-text-3">
            {words(migration.problem).title}
          </span>
        )}
      </TableCell>
      <TableCell className="whitespace-nowrap max-md:hidden">
        {figure(migration.durationMs, format.duration)}
      </TableCell>
      <TableCell className="whitespace-nowrap max-md:hidden">
        {figure(migration.totalBytes, format.bytes)}
      </TableCell>
      <TableCell className="whitespace-nowrap max-md:hidden">
        {figure(migration.downtimeMs, format.duration)}
      </TableCell>
      <TableCell className="whitespace-nowrap text-text-2 max-md:hidden">
        {t(`modes.${migration.mode}`)}
      </TableCell>
      <TableCell className="whitespace-nowrap text-text-2 max-md:hidden">
        {migration.requestedBy.name}
      </TableCell>
    </TableRow>
  );
}
