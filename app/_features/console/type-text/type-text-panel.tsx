"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useState } from "react";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { IconButton } from "@/app/_ui/icon-button";
import { Progress } from "@/app/_ui/progress";
import { Select } from "@/app/_ui/select";
import { Textarea } from "@/app/_ui/textarea";
import type { VncSession } from "../vnc-session";
import { type LayoutId, layoutIds } from "./layouts";
import { unmakeable } from "./strokes";
import { useTyping } from "./use-typing";

interface TypeTextPanelProps {
  session: RefObject<VncSession | null>;
  /** Why nothing can be typed now. */
  reason: string | undefined;
  /** How many others see the screen, and so what appears on it. */
  others: number;
  onClose: () => void;
}

const speeds = { fast: 8, normal: 40, slow: 150 } as const;
type Speed = keyof typeof speeds;
const speedNames: readonly Speed[] = ["fast", "normal", "slow"];

const LAYOUT_KEY = "console-layout";
const savedLayout = (): LayoutId =>
  layoutIds.find((id) => id === localStorage.getItem(LAYOUT_KEY)) ?? "us";

/** A text typed into the machine as keys: for boot loaders, installers and sign-in screens. */
export function TypeTextPanel({ session, reason, others, onClose }: TypeTextPanelProps) {
  const t = useTranslations("console.type");
  const [text, setText] = useState("");
  const [layout, setLayout] = useState(savedLayout);
  const [speed, setSpeed] = useState<Speed>("normal");
  const { progress, start, cancel } = useTyping(session, reason === undefined);
  const missing = unmakeable(layout, text);
  const impossible = missing.length > 0 ? t("missing", { characters: missing.join(" ") }) : null;
  const empty = text === "" ? t("empty") : undefined;
  return (
    <section
      aria-label={t("title")}
      className="flex flex-wrap items-start gap-3 border-border border-b bg-surface px-3 py-2.5"
    >
      <Field
        label={t("text")}
        hint={others > 0 ? t("seen", { count: others }) : t("kept")}
        error={impossible}
        className="min-w-60 flex-1"
      >
        <Textarea
          rows={2}
          value={text}
          autoComplete="off"
          className="mono"
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <Field label={t("layout")} className="w-44">
        <Select
          value={layout}
          options={layoutIds.map((id) => ({ value: id, label: t(`layouts.${id}`) }))}
          onValueChange={(next) => {
            setLayout(next);
            localStorage.setItem(LAYOUT_KEY, next);
          }}
        />
      </Field>
      <Field label={t("speed")} className="w-32">
        <Select
          value={speed}
          options={speedNames.map((name) => ({ value: name, label: t(`speeds.${name}`) }))}
          onValueChange={setSpeed}
        />
      </Field>
      <div className="flex items-center gap-2 pt-6">
        {progress ? (
          <>
            <Progress
              className="w-28"
              percent={(100 * progress.typed) / Math.max(1, progress.total)}
              label={t("progress", progress)}
            />
            <Button onClick={cancel}>{t("cancel")}</Button>
          </>
        ) : (
          <>
            <Button
              variant="primary"
              reason={reason ?? empty ?? impossible ?? undefined}
              onClick={() => start({ layout, text, delayMs: speeds[speed] })}
            >
              {t("type")}
            </Button>
            <Button reason={reason ?? empty} onClick={() => session.current?.paste(text)}>
              {t("paste")}
            </Button>
          </>
        )}
        <IconButton label={t("close")} onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
    </section>
  );
}
