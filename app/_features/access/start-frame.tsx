import type { ReactNode } from "react";
import { Logo } from "../shell/rail/logo";

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
            <Logo />
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
