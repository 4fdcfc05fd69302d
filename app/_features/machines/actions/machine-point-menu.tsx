"use client";
import { DropdownMenu, DropdownMenuTrigger } from "@/app/_ui/dropdown-menu";
import { MenuEntries, type MenuEntriesProps } from "./menu-entries";

interface MachinePointMenuProps extends MenuEntriesProps {
  /** Where the right click was, in the window. */
  at: { x: number; y: number };
  onClose: () => void;
}

/** The machine's menu where somebody clicked. Its own component, so that a list loads without menus. */
export function MachinePointMenu({ at, onClose, ...entries }: MachinePointMenuProps) {
  return (
    <DropdownMenu open onOpenChange={(open) => !open && onClose()}>
      <DropdownMenuTrigger asChild>
        <span aria-hidden="true" className="fixed size-0" style={{ left: at.x, top: at.y }} />
      </DropdownMenuTrigger>
      <MenuEntries {...entries} align="start" />
    </DropdownMenu>
  );
}
