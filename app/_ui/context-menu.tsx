"use client";
import { ContextMenu as Radix } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "../_lib/cn";
import { menuClass } from "./menu-class";
import { MenuLine } from "./menu-reason";
import { Tooltip } from "./tooltip";

export const ContextMenu = Radix.Root;
export const ContextMenuTrigger = Radix.Trigger;

export function ContextMenuContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content collisionPadding={8} {...props} className={cn(menuClass.content, className)} />
    </Radix.Portal>
  );
}

interface ItemProps extends ComponentProps<typeof Radix.Item> {
  shortcut?: string | undefined;
  danger?: boolean;
  /** Why it cannot be chosen now; it stays reachable, so that the reason can be read. */
  reason?: string | undefined;
}

export function ContextMenuItem({ shortcut, danger, reason, className, ...props }: ItemProps) {
  const reasonId = useId();
  const off = reason !== undefined;
  const item = (
    <Radix.Item
      {...props}
      {...(off
        ? {
            "aria-disabled": true,
            "aria-describedby": reasonId,
            onSelect: (event: Event) => event.preventDefault(),
          }
        : {})}
      className={cn(menuClass.item, danger === true && !off && menuClass.danger, className)}
    >
      <MenuLine reason={reason} reasonId={reasonId}>
        {props.children}
      </MenuLine>
      {shortcut && !off && <kbd className={cn(menuClass.shortcut, "font-sans")}>{shortcut}</kbd>}
    </Radix.Item>
  );
  return off ? (
    <Tooltip text={reason} side="right">
      {item}
    </Tooltip>
  ) : (
    item
  );
}

export function ContextMenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className={menuClass.label}>{children}</Radix.Label>;
}

export function ContextMenuSeparator() {
  return <Radix.Separator className={menuClass.separator} />;
}
