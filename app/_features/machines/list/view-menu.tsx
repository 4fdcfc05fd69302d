"use client";
import { useTranslations } from "next-intl";
import {
  DropdownMenu,
  DropdownMenuCheck,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadio,
  DropdownMenuRadioGroup,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/app/_ui/dropdown-menu";
import { columnIds, columns, isColumnId } from "./columns";
import { groupings, type ListState } from "./use-list-state";

/** Grouping, order and columns. */
export function ViewMenu({ state, onClose }: { state: ListState; onClose: () => void }) {
  const t = useTranslations("machines");
  const isGrouping = (text: string) => groupings.find((group) => group === text) ?? "none";
  const toggleColumn = (id: (typeof columnIds)[number]) => {
    const without = state.columns.filter((column) => column !== id);
    const next = columnIds.filter((column) => column === id || state.columns.includes(column));
    void state.setColumns(without.length < state.columns.length ? without : next);
  };
  return (
    <DropdownMenu open onOpenChange={(open) => !open && onClose()}>
      <DropdownMenuTrigger asChild>
        <span aria-hidden="true" className="absolute inset-0 -z-10" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuLabel>{t("groupBy")}</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          value={state.group}
          onValueChange={(group) => void state.setGroup(isGrouping(group))}
        >
          {groupings.map((group) => (
            <DropdownMenuRadio key={group} value={group}>
              {t(`group.${group}`)}
            </DropdownMenuRadio>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>{t("sortBy")}</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          value={state.sort.by}
          onValueChange={(by) => isColumnId(by) && void state.sortBy(by)}
        >
          {columnIds
            .filter((id) => columns[id].sortable && state.columns.includes(id))
            .map((id) => (
              <DropdownMenuRadio key={id} value={id}>
                {t(`column.${id}`)}
              </DropdownMenuRadio>
            ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>{t("columns")}</DropdownMenuLabel>
        {columnIds
          .filter((id) => columns[id].yields > 0)
          .map((id) => (
            <DropdownMenuCheck
              key={id}
              checked={state.columns.includes(id)}
              onCheckedChange={() => toggleColumn(id)}
            >
              {t(`column.${id}`)}
            </DropdownMenuCheck>
          ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
