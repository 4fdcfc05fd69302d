"use client";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_lib/cn";
import type { ColumnId } from "./columns";
import { columns } from "./columns";
import { RowCheckbox } from "./row-checkbox";
import type { Sort } from "./sort";

interface GridHeadProps {
  shown: readonly ColumnId[];
  sort: Sort;
  onSort: (by: ColumnId) => void;
  selection: "none" | "some" | "all";
  onSelectAll: () => void;
}

export function GridHead({ shown, sort, onSort, selection, onSelectAll }: GridHeadProps) {
  const t = useTranslations("machines");
  return (
    <thead className="sticky top-0 z-10 block border-border border-b bg-canvas">
      <tr aria-rowindex={1} className="grid h-8 grid-cols-(--columns) items-center text-left">
        <th className="flex justify-center">
          <RowCheckbox
            label={t("selectAll")}
            checked={selection === "some" ? "mixed" : selection === "all"}
            onChange={onSelectAll}
          />
        </th>
        {shown.map((id) => (
          <HeadCell key={id} id={id} sort={sort} onSort={onSort} />
        ))}
        <th>
          <span className="sr-only">{t("actions")}</span>
        </th>
      </tr>
    </thead>
  );
}

function HeadCell({ id, sort, onSort }: { id: ColumnId } & Pick<GridHeadProps, "sort" | "onSort">) {
  const t = useTranslations("machines");
  const sorted = sort.by === id;
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  return (
    <th
      aria-sort={sorted ? (sort.descending ? "descending" : "ascending") : undefined}
      className="min-w-0 px-2.5 font-medium text-sm text-text-2"
    >
      <button
        type="button"
        tabIndex={-1}
        disabled={!columns[id].sortable}
        onClick={() => onSort(id)}
        className={cn(
          "flex max-w-full items-center gap-1 font-medium enabled:hover:text-text",
          sorted && "text-text",
        )}
      >
        <span className="truncate">{t(`column.${id}`)}</span>
        {sorted && <Arrow aria-hidden="true" className="size-3 shrink-0" />}
      </button>
    </th>
  );
}
