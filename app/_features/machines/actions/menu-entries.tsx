"use client";
import { Fragment } from "react";
import {
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
} from "@/app/_ui/dropdown-menu";
import { type MenuEntry, useMachineMenu } from "./use-machine-menu";

export interface MenuEntriesProps {
  keys: readonly string[];
  title?: string;
  align?: "start" | "end";
  /** Entries that already have a button of their own beside the menu. */
  without?: readonly string[];
  onSubmitted?: (() => void) | undefined;
  onCloseAutoFocus?: (event: Event) => void;
}

/** The menu of one machine or of a selection; made when it opens, so its reasons are of this moment. */
export function MenuEntries({ keys, without = [], onSubmitted, ...props }: MenuEntriesProps) {
  const groups = useMachineMenu()(keys, onSubmitted)
    .map((entries) => entries.filter((entry) => !without.includes(entry.id)))
    .filter((entries) => entries.length > 0);
  return (
    <DropdownMenuContent
      align={props.align ?? "end"}
      {...(props.onCloseAutoFocus ? { onCloseAutoFocus: props.onCloseAutoFocus } : {})}
    >
      {props.title && <DropdownMenuLabel>{props.title}</DropdownMenuLabel>}
      {groups.map((entries, i) => (
        <Fragment key={entries[0]?.id ?? i}>
          {(i > 0 || props.title) && <DropdownMenuSeparator />}
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </Fragment>
      ))}
    </DropdownMenuContent>
  );
}

function Entry({ entry }: { entry: MenuEntry }) {
  const Icon = entry.icon;
  return (
    <DropdownMenuItem
      danger={entry.danger}
      reason={entry.reason}
      shortcut={entry.shortcut}
      onSelect={entry.run}
    >
      <Icon aria-hidden="true" />
      {entry.label}
    </DropdownMenuItem>
  );
}
