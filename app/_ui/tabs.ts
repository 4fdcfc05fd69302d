/** The looks of one tab among links or buttons; the current one says so by `aria-current` or its state. */
export const tabClass =
  "inline-flex h-7.5 shrink-0 items-center gap-1.5 rounded-md px-2.5 text-text-2 transition-[background-color,color] " +
  "hover:text-text data-[state=active]:bg-hover data-[state=active]:font-medium data-[state=active]:text-text " +
  "aria-selected:bg-hover aria-selected:font-medium aria-selected:text-text " +
  "aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-text coarse:h-11";
