"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { MachineRow } from "@/server/inventory/types";
import type { ConsoleMode } from "../console-frame";
import { type Team, useTeam } from "./use-team";
import { type TeamActions, useTeamActions } from "./use-team-actions";
import { useTold } from "./use-told";

/** One's place before a console, and what can be done from it. */
export interface Seat {
  team: Team;
  actions: TeamActions;
  onSeat: (seatId: string) => void;
}

interface SeatState {
  seat: Seat;
  /** Why no key can be sent; undefined while one drives. */
  noKeys: string | undefined;
  drives: boolean;
}

export function useSeat(row: MachineRow, mode: ConsoleMode): SeatState {
  const t = useTranslations("console");
  const [seatId, onSeat] = useState<string>();
  const team = useTeam(row, seatId);
  const actions = useTeamActions(row, seatId);
  useTold(team);
  const { me, driver } = team;
  // Until the server has told who drives, keys are sent: it drops those it must not take.
  const drives = mode === "control" && (me === undefined || me.drives);
  const reason = driver ? t("team.drives", { name: driver.name }) : t("team.nobody");
  const noKeys = drives ? undefined : me?.mayDrive ? reason : t("tools.noKeys");
  return { seat: { team, actions, onSeat }, noKeys, drives };
}
