"use client";
import { useTranslations } from "next-intl";
import { StateView } from "@/app/_components/state-view";
import type { MachineKey } from "@/server/machines/schema";
import { OperationList } from "../activity/operation-list";

export function ActivityTab({ machine }: { machine: MachineKey }) {
  const t = useTranslations("machine.activity");
  return (
    <OperationList
      scope={{ machine: { hostId: machine.hostId, uuid: machine.uuid } }}
      empty={
        <StateView kind="empty-first" title={t("none")}>
          {t("noneWhy")}
        </StateView>
      }
    />
  );
}
