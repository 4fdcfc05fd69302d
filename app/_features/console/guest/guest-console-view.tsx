"use client";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { StateView } from "@/app/_components/state-view";
import { useFormat } from "@/app/_lib/use-format";
import { Button } from "@/app/_ui/button";
import { Spinner } from "@/app/_ui/spinner";
import type { GuestConsole } from "@/server/consoles/types";
import { type ConsolePhase, retryDelayMs, waitingFor } from "../phase";
import { GuestScreen } from "./guest-screen";

const opening: ConsolePhase = { kind: "opening" };

/** The shared display with what it is, or why there is none. */
export function GuestConsoleView({ secret }: { secret: string }) {
  const t = useTranslations("console");
  const format = useFormat();
  const [phase, setPhase] = useState(opening);
  const [tries, setTries] = useState(0);
  const [told, setTold] = useState<GuestConsole>();
  const again = useCallback(() => {
    setPhase(opening);
    setTries((count) => count + 1);
  }, []);
  const hasMoved = phase.kind === "ended" && phase.end === "moved";
  const mends = hasMoved || waitingFor(phase) !== null;
  useEffect(() => {
    if (!mends) return;
    const timer = setTimeout(again, retryDelayMs(tries));
    return () => clearTimeout(timer);
  }, [mends, tries, again]);
  const name = told?.machineName ?? "";
  return (
    <>
      <p role="status" className="min-h-9 border-border border-b px-4 py-2 text-sm text-text-2">
        {told &&
          t("guest.watching", { name, by: told.makerName, time: format.clock(told.untilMs) })}
      </p>
      <div
        data-testid="console-screen"
        data-phase={phase.kind}
        className="relative min-h-0 flex-1 overflow-hidden bg-sunken"
      >
        <GuestScreen
          key={tries}
          secret={secret}
          label={t("guest.pageTitle")}
          onTold={setTold}
          onPhase={setPhase}
        />
        {phase.kind !== "live" && (
          <div className="absolute inset-0 z-1 flex items-center justify-center overflow-auto bg-sunken p-4">
            {phase.kind === "opening" && (
              <p role="status" className="flex items-center gap-2 text-text-2">
                <Spinner />
                {t("guest.opening")}
              </p>
            )}
            {phase.kind === "ended" && (
              <StateView
                kind={mends ? "empty-first" : "error"}
                title={t(`ends.${phase.end}.title`, { name, by: phase.detail })}
                actions={<Button onClick={again}>{t("mend.again")}</Button>}
              >
                <p>{t(`ends.${phase.end}.fix`, { name })}</p>
              </StateView>
            )}
            {phase.kind === "refused" && (
              <ProblemAlert
                problem={phase.problem}
                className="max-w-150"
                actions={<Button onClick={again}>{t("mend.again")}</Button>}
              />
            )}
          </div>
        )}
      </div>
    </>
  );
}
