import { cn } from "@/app/_lib/cn";

interface RowCheckboxProps {
  checked: boolean | "mixed";
  label: string;
  onChange: () => void;
}

const tick =
  "checked:bg-[url('data:image/svg+xml,%3Csvg_xmlns=%22http://www.w3.org/2000/svg%22_viewBox=%220_0_16_16%22%3E%3Cpath_d=%22m3.5_8.5_3_3_6-7%22_fill=%22none%22_stroke=%22white%22_stroke-width=%222%22/%3E%3C/svg%3E')]";
const dash =
  "indeterminate:bg-[url('data:image/svg+xml,%3Csvg_xmlns=%22http://www.w3.org/2000/svg%22_viewBox=%220_0_16_16%22%3E%3Cpath_d=%22M4_8h8%22_fill=%22none%22_stroke=%22white%22_stroke-width=%222%22/%3E%3C/svg%3E')]";

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
        "block size-4 appearance-none rounded-sm border border-border-strong bg-surface",
        "checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent forced-colors:appearance-auto",
        tick,
        dash,
      )}
    />
  );
}
