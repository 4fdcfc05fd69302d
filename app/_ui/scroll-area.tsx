"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { cn } from "../_lib/cn";

interface ScrollAreaProps {
  label: string;
  className?: string;
  children: ReactNode;
}

/** A part that scrolls by itself. It takes a tab stop only while there is something to scroll to. */
export function ScrollArea({ label, className, children }: ScrollAreaProps) {
  const box = useRef<HTMLElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setScrolls(
        element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth,
      ),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <section
      ref={box}
      aria-label={label}
      className={cn("overflow-auto", className)}
      {...(scrolls ? { tabIndex: 0 } : {})}
    >
      {children}
    </section>
  );
}
