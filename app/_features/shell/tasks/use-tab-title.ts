"use client";
import { useEffect } from "react";

const PREFIX = /^\(\d+%\) /;

/** "(62%) Machines" in the tab while my task runs and the tab is in the background. */
export function useTabTitle(percent: number | undefined): void {
  const whole = percent === undefined ? undefined : Math.round(percent);
  useEffect(() => {
    const write = () => {
      const bare = document.title.replace(PREFIX, "");
      const next = document.hidden && whole !== undefined ? `(${whole}%) ${bare}` : bare;
      if (document.title !== next) document.title = next;
    };
    write();
    document.addEventListener("visibilitychange", write);
    return () => document.removeEventListener("visibilitychange", write);
  }, [whole]);
}
