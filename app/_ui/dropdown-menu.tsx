"use client";
import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "../_lib/cn";
import { alone } from "./alone";
import { menuClass } from "./menu-class";
import { MenuLine } from "./menu-reason";
import { Tooltip } from "./tooltip";

export const DropdownMenu = Radix.Root;
export const DropdownMenuTrigger = Radix.Trigger;
export const DropdownMenuRadioGroup = Radix.RadioGroup;

export function DropdownMenuContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        ref={alone}
        collisionPadding={8}
        {...props}
        className={cn(menuClass.content, className)}
      />
    </Radix.Portal>
  );
}

interface ItemProps extends ComponentProps<typeof Radix.Item> {
  shortcut?: string | undefined;
  danger?: boolean;
  /** Why it cannot be chosen now; it stays reachable, so that the reason can be read. */
  reason?: string | undefined;
}

export function DropdownMenuItem({ shortcut, danger, reason, className, ...props }: ItemProps) {
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

export function DropdownMenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className={menuClass.label}>{children}</Radix.Label>;
}

export function DropdownMenuSeparator() {
  return <Radix.Separator className={menuClass.separator} />;
}

/** A line with a check mark; the menu stays open so that several can be set. */
export function DropdownMenuCheck({
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem
      {...props}
      onSelect={(event) => event.preventDefault()}
      className={cn(menuClass.item, "pl-7", className)}
    >
      <Radix.ItemIndicator className="absolute left-2.5">
        <Check aria-hidden="true" />
      </Radix.ItemIndicator>
      {children}
    </Radix.CheckboxItem>
  );
}

export function DropdownMenuRadio({
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem {...props} className={cn(menuClass.item, "pl-7", className)}>
      <Radix.ItemIndicator className="absolute left-2.5">
        <Check aria-hidden="true" />
      </Radix.ItemIndicator>
      {children}
    </Radix.RadioItem>
  );
}
