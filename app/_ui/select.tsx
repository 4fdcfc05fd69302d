"use client";
import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "../_lib/cn";
import { useFieldControl } from "./field-context";
import { controlClass } from "./input";

export interface SelectOption<V extends string> {
  value: V;
  label: ReactNode;
  /** Second line, quieter. */
  hint?: ReactNode;
  disabled?: boolean;
}

interface SelectProps<V extends string> {
  value: V | undefined;
  onValueChange: (value: V) => void;
  options: readonly SelectOption<V>[];
  placeholder?: ReactNode;
  id?: string;
  disabled?: boolean;
  className?: string;
  "aria-label"?: string;
}

export function Select<V extends string>(props: SelectProps<V>) {
  const field = useFieldControl(props);
  const choose = (value: string) => {
    const option = props.options.find((o) => o.value === value);
    if (option) props.onValueChange(option.value);
  };
  return (
    <Radix.Root value={props.value ?? ""} onValueChange={choose} disabled={props.disabled === true}>
      <Radix.Trigger
        {...field}
        aria-label={props["aria-label"]}
        className={cn(
          controlClass,
          "flex h-8 items-center justify-between gap-2 text-left data-placeholder:text-text-3 coarse:h-11",
          props.className,
        )}
      >
        <span className="truncate">
          <Radix.Value placeholder={props.placeholder} />
        </span>
        <Radix.Icon>
          <ChevronDown className="size-4 text-text-3" aria-hidden="true" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-80 min-w-(--radix-select-trigger-width) animate-pop overflow-hidden rounded-lg border border-border bg-raised p-1 shadow-float"
        >
          <Radix.Viewport>
            {props.options.map((option) => (
              <SelectItem key={option.value} option={option} />
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function SelectItem({ option }: { option: SelectOption<string> }) {
  return (
    <Radix.Item
      value={option.value}
      disabled={option.disabled === true}
      className="flex min-h-7 cursor-default items-center gap-2 rounded-md py-1 pr-7 pl-2 outline-none data-disabled:opacity-45 data-highlighted:bg-hover coarse:min-h-11"
    >
      <span className="flex flex-col">
        <Radix.ItemText>{option.label}</Radix.ItemText>
        {option.hint && <span className="text-sm text-text-3">{option.hint}</span>}
      </span>
      <Radix.ItemIndicator className="absolute right-2.5">
        <Check className="size-4" aria-hidden="true" />
      </Radix.ItemIndicator>
    </Radix.Item>
  );
}
