"use client";
import { Keyboard, Scaling, TextCursorInput } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { Button } from "@/app/_ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/app/_ui/dropdown-menu";
import { IconButton } from "@/app/_ui/icon-button";
import { keyCombinations } from "./key-strokes";
import type { VncSession } from "./vnc-session";

interface VncToolsProps {
  session: RefObject<VncSession | null>;
  /** Why no key can be sent now. */
  reason: string | undefined;
  fit: boolean;
  onFit: (fit: boolean) => void;
  isTyping: boolean;
  onTyping: (isTyping: boolean) => void;
}

/** What only a display has: key combinations and its size on the page. */
export function VncTools(props: VncToolsProps) {
  const { session, reason, fit, onFit, isTyping, onTyping } = props;
  const t = useTranslations("console.tools");
  return (
    <>
      <Button reason={reason} onClick={() => session.current?.sendCtrlAltDel()}>
        Ctrl+Alt+Del
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={t("keys")}>
            <Keyboard aria-hidden="true" />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start" className="max-h-100 overflow-y-auto">
          {keyCombinations.map(({ name, keys }) => (
            <DropdownMenuItem
              key={name}
              reason={reason}
              onSelect={() => session.current?.send(keys)}
            >
              {name}
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
      <IconButton
        label={t("typeText")}
        aria-expanded={isTyping}
        className={isTyping ? "bg-accent-bg text-accent-text" : ""}
        onClick={() => onTyping(!isTyping)}
      >
        <TextCursorInput aria-hidden="true" />
      </IconButton>
      <IconButton label={fit ? t("actualSize") : t("fit")} onClick={() => onFit(!fit)}>
        <Scaling aria-hidden="true" />
      </IconButton>
    </>
  );
}
