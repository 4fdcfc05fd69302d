/** The looks that drop-down and context menus share. */
export const menuClass = {
  content:
    "z-50 min-w-44 max-w-80 animate-pop overflow-y-auto max-h-(--radix-popper-available-height) rounded-lg border border-border bg-raised p-1 shadow-float outline-none",
  item:
    "group/item flex min-h-7 cursor-default select-none items-center gap-2 rounded-md px-2 py-1 outline-none coarse:min-h-11 " +
    "data-highlighted:bg-hover aria-disabled:text-text-3 data-disabled:text-text-3 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-text-3",
  danger: "text-err-fg data-highlighted:bg-err-bg [&_svg]:text-err-fg!",
  separator: "mx-1 my-1 h-px bg-border",
  label: "px-2 py-1 text-sm text-text-3",
  shortcut: "ml-auto pl-6 text-text-3 text-xs",
} as const;
