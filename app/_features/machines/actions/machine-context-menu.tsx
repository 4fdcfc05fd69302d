"use client";
import { Fragment } from "react";
import {
  ContextMenuContent,
  ContextMenuItem,
  ContextMenuLabel,
  ContextMenuSeparator,
} from "@/app/_ui/context-menu";
import { useMachineMenu } from "./use-machine-menu";

interface MachineContextMenuProps {
  keys: readonly string[];
  title: string;
  onSubmitted: () => void;
}

/** The menu of one machine or of a selection. */
export function MachineContextMenu({ keys, title, onSubmitted }: MachineContextMenuProps) {
  const groups = useMachineMenu()(keys, onSubmitted);
  return (
    <ContextMenuContent aria-label={title}>
      <ContextMenuLabel>{title}</ContextMenuLabel>
      {groups.map((entries, i) => (
        <Fragment key={entries[0]?.id ?? i}>
          <ContextMenuSeparator />
          {entries.map(({ icon: Icon, ...entry }) => (
            <ContextMenuItem
              key={entry.id}
              danger={entry.danger}
              reason={entry.reason}
              shortcut={entry.shortcut}
              onSelect={entry.run}
            >
              <Icon aria-hidden="true" />
              {entry.label}
            </ContextMenuItem>
          ))}
        </Fragment>
      ))}
    </ContextMenuContent>
  );
}
