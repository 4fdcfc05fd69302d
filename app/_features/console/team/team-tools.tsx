"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { TeamMenu } from "./team-menu";
import type { Team } from "./use-team";
import type { TeamActions } from "./use-team-actions";

interface TeamToolsProps {
  team: Team;
  actions: TeamActions;
}

/** Who drives, and the one or two things one can do about it. */
export function TeamTools({ team, actions }: TeamToolsProps) {
  const t = useTranslations("console.team");
  const { me, driver, seats } = team;
  if (!me) return null;
  const isAlone = seats.length === 1;
  return (
    <>
      <TeamMenu team={team} actions={actions} />
      <span
        role="status"
        className={isAlone && me.drives ? "sr-only" : "mr-1 ml-1 truncate text-sm text-text-2"}
      >
        {me.drives ? t("youDrive") : driver ? t("drives", { name: driver.name }) : t("nobody")}
      </span>
      {me.drives && !isAlone && (
        <Button size="sm" onClick={actions.release}>
          {t("release")}
        </Button>
      )}
      {me.mayDrive && !me.drives && <Wanting team={team} actions={actions} />}
    </>
  );
}

function Wanting({ team, actions }: TeamToolsProps) {
  const t = useTranslations("console.team");
  const { me, driver, mayTakeOver } = team;
  if (!driver) {
    return (
      <Button size="sm" onClick={actions.ask}>
        {t("take")}
      </Button>
    );
  }
  return (
    <>
      <Button size="sm" reason={me?.asks ? t("asked") : undefined} onClick={actions.ask}>
        {t("ask")}
      </Button>
      <Button
        size="sm"
        reason={mayTakeOver ? undefined : t("mayNotTakeOver")}
        onClick={actions.takeOver}
      >
        {t("takeOver")}
      </Button>
    </>
  );
}
