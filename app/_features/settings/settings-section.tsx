import type { ReactNode } from "react";
import { cn } from "@/app/_lib/cn";

interface SettingsSectionProps {
  id: string;
  title: string;
  /** For a table or long lines; what is typed into reads better in a narrow column. */
  wide?: boolean;
  children: ReactNode;
}

/** One matter of a settings page: its name at the left, what can be done about it beside it. */
export function SettingsSection({ id, title, wide, children }: SettingsSectionProps) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className={cn(
        "grid gap-x-8 gap-y-4 border-border border-b px-(--gutter) py-6",
        wide ? "md:grid-cols-[180px_minmax(0,640px)]" : "md:grid-cols-[180px_minmax(0,560px)]",
      )}
    >
      <h2 id={`${id}-title`} className="font-semibold text-md">
        {title}
      </h2>
      <div className="flex min-w-0 flex-col gap-4">{children}</div>
    </section>
  );
}
