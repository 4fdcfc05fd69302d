"use client";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { VncSession } from "../vnc-session";
import type { LayoutId } from "./layouts";
import { typeText } from "./type-text";

export interface TypingState {
  /** Undefined while nothing is being typed. */
  progress: { typed: number; total: number } | undefined;
  start: (what: { layout: LayoutId; text: string; delayMs: number }) => void;
  cancel: () => void;
}

/** Types into the console; stops when its reader may type no more or leaves. */
export function useTyping(session: RefObject<VncSession | null>, mayType: boolean): TypingState {
  const [progress, setProgress] = useState<TypingState["progress"]>();
  const running = useRef<AbortController>(null);
  const cancel = () => running.current?.abort();
  useEffect(() => {
    if (!mayType) running.current?.abort();
  }, [mayType]);
  useEffect(() => () => running.current?.abort(), []);
  const start: TypingState["start"] = (what) => {
    const controller = new AbortController();
    running.current = controller;
    setProgress({ typed: 0, total: [...what.text].length });
    void typeText({
      ...what,
      press: (key, down) => session.current?.key(key, down),
      onProgress: (typed, total) => setProgress({ typed, total }),
      signal: controller.signal,
    }).finally(() => setProgress(undefined));
  };
  return { progress, start, cancel };
}
