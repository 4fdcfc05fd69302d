"use client";
import { Fragment, type ReactNode, useState } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/app/_ui/dropdown-menu";
import { type MenuEntry, useMachineMenu } from "./use-machine-menu";

interface MachineDropdownMenuProps {
  keys: readonly string[];
  /** The button that opens it. */
  children: ReactNode;
  /** Entries that already have a button of their own beside the menu. */
  without?: readonly string[];
  onSubmitted?: () => void;
}

/** The same menu below a button: in the selection bar, the peek and on the machine's page. */
export function MachineDropdownMenu({ children, ...props }: MachineDropdownMenuProps) {
  const [open, setOpen] = useState(false);
  return (
    <DropdownMenu open={open} onOpenChange={setOpen}>
      <DropdownMenuTrigger asChild>{children}</DropdownMenuTrigger>
      {open && <Entries {...props} />}
    </DropdownMenu>
  );
}

function Entries({ keys, without = [], onSubmitted }: Omit<MachineDropdownMenuProps, "children">) {
  const groups = useMachineMenu()(keys, onSubmitted)
    .map((entries) => entries.filter((entry) => !without.includes(entry.id)))
    .filter((entries) => entries.length > 0);
  return (
    <DropdownMenuContent align="end">
      {groups.map((entries, i) => (
        <Fragment key={entries[0]?.id ?? i}>
          {i > 0 && <DropdownMenuSeparator />}
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
