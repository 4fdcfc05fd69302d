"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { toast } from "@/app/_ui/toast";
import type { Team } from "./use-team";

/** Says what somebody else did to one's own seat, once. */
export function useTold({ me, lastEvent }: Team): void {
  const t = useTranslations("console.team");
  const told = useRef(0);
  const seatId = me?.id;
  useEffect(() => {
    if (!lastEvent || lastEvent.seatId !== seatId || lastEvent.n === told.current) return;
    told.current = lastEvent.n;
    toast(t(`told.${lastEvent.kind}`, { by: lastEvent.by }));
  }, [lastEvent, seatId, t]);
}
