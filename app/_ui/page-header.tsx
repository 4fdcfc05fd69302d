import type { ReactNode } from "react";

interface PageHeaderProps {
  title: ReactNode;
  /** Beside the title, quieter: a count, the host's name. */
  aside?: ReactNode;
  /** Saved views or tabs. */
  tabs?: ReactNode;
  /** At most one of them filled. */
  actions?: ReactNode;
  /** A second line under the title: a filter, a breadcrumb, facts. */
  children?: ReactNode;
}

export function PageHeader({ title, aside, tabs, actions, children }: PageHeaderProps) {
  return (
    <header className="flex flex-col gap-2.5 px-(--gutter) pt-3.5 pb-3">
      <div className="flex min-h-7.5 flex-wrap items-center gap-x-3 gap-y-2">
        <div className="flex min-w-0 items-baseline gap-2.5">
          <h1 className="truncate font-semibold text-lg">{title}</h1>
          {aside !== undefined && <span className="text-md text-text-3">{aside}</span>}
        </div>
        <div className="ml-auto flex flex-wrap items-center gap-2">
          {tabs}
          {actions}
        </div>
      </div>
      {children}
    </header>
  );
}
