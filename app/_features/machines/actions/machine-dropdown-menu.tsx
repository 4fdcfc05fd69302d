"use client";
import { type ReactNode, useState } from "react";
import { DropdownMenu, DropdownMenuTrigger } from "@/app/_ui/dropdown-menu";
import { MenuEntries, type MenuEntriesProps } from "./menu-entries";

interface MachineDropdownMenuProps extends MenuEntriesProps {
  /** The button that opens it. */
  children: ReactNode;
}

/** The machine's menu below a button: in the selection bar, the peek and on the machine's page. */
export function MachineDropdownMenu({ children, ...entries }: MachineDropdownMenuProps) {
  const [open, setOpen] = useState(false);
  return (
    <DropdownMenu open={open} onOpenChange={setOpen}>
      <DropdownMenuTrigger asChild>{children}</DropdownMenuTrigger>
      {open && <MenuEntries {...entries} />}
    </DropdownMenu>
  );
}
