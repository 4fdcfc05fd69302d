import type { Metadata } from "next";
import type { ReactNode } from "react";

/** The browser knows the machine's name and titles the page; of two titles the first, Next's, would count. */
export const metadata: Metadata = { title: null };

export default function MachineTitleLayout({ children }: { children: ReactNode }) {
  return children;
}
