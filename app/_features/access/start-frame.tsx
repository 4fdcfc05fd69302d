import type { ReactNode } from "react";

interface StartFrameProps {
  title: ReactNode;
  lead: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
}

/** The page before there is a session: one quiet column. */
export function StartFrame({ title, lead, children, footer }: StartFrameProps) {
  return (
    <main className="flex min-h-full flex-col items-center px-5 pt-[6vh] pb-10">
      <div className="flex w-full max-w-90 flex-col gap-6">
        <header className="flex flex-col gap-2">
          <p className="flex items-center gap-2 font-semibold">
            <BrandMark />
            Flotilla
          </p>
          <h1 className="mt-3 font-semibold text-xl">{title}</h1>
          <p className="text-text-2">{lead}</p>
        </header>
        {children}
        {footer && <footer className="border-border border-t pt-4 text-text-2">{footer}</footer>}
      </div>
    </main>
  );
}

/** Three hulls in formation. */
function BrandMark() {
  return (
    <svg viewBox="0 0 20 20" className="size-5 text-accent" aria-hidden="true">
      <path d="M10 1.5 13 8H7z" fill="currentColor" />
      <path d="M4.5 9.5 7.5 16h-6zM15.5 9.5l3 6.5h-6z" fill="currentColor" opacity=".6" />
    </svg>
  );
}
