"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import type { Team } from "./use-team";
import type { TeamActions } from "./use-team-actions";

/** To the driver: who asks for control. Over the screen, for that is where the driver looks. */
export function ControlRequests({ team, actions }: { team: Team; actions: TeamActions }) {
  const t = useTranslations("console.team");
  const asking = team.me?.drives ? team.seats.filter((seat) => seat.asks) : [];
  return (
    <div role="status" className="absolute inset-x-4 top-4 z-2 flex flex-col items-center gap-2">
      {asking.map((seat) => (
        <div
          key={seat.id}
          className="flex max-w-full flex-wrap items-center gap-3 rounded-lg border border-border bg-raised px-3 py-2 text-text shadow-float"
        >
          <span className="min-w-0 truncate">{t("asks", { name: seat.name })}</span>
          <Button size="sm" variant="primary" onClick={() => actions.handOver(seat.id)}>
            {t("give")}
          </Button>
          <Button size="sm" onClick={() => actions.decline(seat.id)}>
            {t("notNow")}
          </Button>
        </div>
      ))}
    </div>
  );
}
