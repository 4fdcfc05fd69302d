import { cn } from "@/app/_lib/cn";

interface RowCheckboxProps {
  checked: boolean | "mixed";
  label: string;
  onChange: () => void;
}

/** Drawn with borders: an image in the style would need its own exception from the page's policy. */
const tick =
  "before:-mt-px before:hidden before:h-2.25 before:w-1.25 before:rotate-45 before:border-white before:border-r-2 before:border-b-2 checked:before:block";
const dash =
  "after:hidden after:h-0.5 after:w-2 after:bg-white indeterminate:before:hidden indeterminate:after:block";

/** A native check box: thousands of rows cannot each carry a composed one. */
export function RowCheckbox({ checked, label, onChange }: RowCheckboxProps) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      tabIndex={-1}
      checked={checked === true}
      onChange={onChange}
      ref={(element) => {
        if (element) element.indeterminate = checked === "mixed";
      }}
      className={cn(
        "flex size-4 appearance-none items-center justify-center rounded-sm border border-border-strong bg-surface",
        "checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent forced-colors:appearance-auto",
        tick,
        dash,
      )}
    />
  );
}
