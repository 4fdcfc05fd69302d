"use client";
import { Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { Button } from "@/app/_ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/app/_ui/dropdown-menu";
import type { SeatView } from "@/server/consoles/rooms/types";
import type { Team } from "./use-team";
import type { TeamActions } from "./use-team-actions";

/** Everybody before this console, and what can be done about each. */
export function TeamMenu({ team, actions }: { team: Team; actions: TeamActions }) {
  const t = useTranslations("console.team");
  const { seats, me, mayTakeOver } = team;
  const describe = (seat: SeatView): string => {
    const name = seat.isGuest ? t("guestOf", { name: seat.name }) : seat.name;
    const role = seat.drives ? "isDriving" : seat.asks ? "isAsking" : "isViewing";
    return t(role, { name: seat.id === me?.id ? t("you", { name }) : name });
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="sm" aria-label={t("people", { count: seats.length })}>
          <Users aria-hidden="true" />
          {seats.length}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {seats.map((seat, index) => (
          <Fragment key={seat.id}>
            {index > 0 && <DropdownMenuSeparator />}
            <DropdownMenuLabel>{describe(seat)}</DropdownMenuLabel>
            {seat.id !== me?.id && (
              <>
                {seat.mayDrive && (
                  <DropdownMenuItem
                    reason={me?.drives ? undefined : t("notDriving")}
                    onSelect={() => actions.handOver(seat.id)}
                  >
                    {t("handOver", { name: seat.name })}
                  </DropdownMenuItem>
                )}
                <DropdownMenuItem
                  danger
                  reason={mayTakeOver ? undefined : t("mayNotTakeOver")}
                  onSelect={() => actions.close(seat.id)}
                >
                  {t("close", { name: seat.name })}
                </DropdownMenuItem>
              </>
            )}
          </Fragment>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
