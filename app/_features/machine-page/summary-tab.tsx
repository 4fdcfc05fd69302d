"use client";
import { useTranslations } from "next-intl";
import { useMachine } from "@/app/_lib/fleet-store";
import type { MachineRow } from "@/server/inventory/types";
import type { MachineKey } from "@/server/machines/schema";
import { MachineThumbnail } from "../console/thumbnail/machine-thumbnail";
import { DisksAtAGlance, InterfacesAtAGlance } from "./at-a-glance";
import { DetailState } from "./detail-state";
import { MachineCharts } from "./machine-charts";
import { MachineFacts } from "./machine-facts";
import { useMachineDetail } from "./use-machine-detail";

export function SummaryTab({ machine }: { machine: MachineKey }) {
  const t = useTranslations("machine.summary");
  const detail = useMachineDetail(machine);
  const row = useMachine(machine);
  return (
    <div className="grid flex-1 lg:grid-cols-[minmax(0,1fr)_400px]">
      <div className="flex min-w-0 flex-col gap-8 px-(--gutter) py-5">
        <MachineCharts machine={machine} />
        {detail.data && (
          <>
            <section className="flex flex-col gap-2">
              <h2 className="font-semibold text-md">{t("disks")}</h2>
              <DisksAtAGlance disks={detail.data.disks} />
            </section>
            <section className="flex flex-col gap-2">
              <h2 className="font-semibold text-md">{t("interfaces")}</h2>
              <InterfacesAtAGlance interfaces={detail.data.interfaces} />
            </section>
          </>
        )}
      </div>
      <aside className="border-border border-t bg-surface lg:border-t-0 lg:border-l">
        <DetailState query={detail}>
          {(data) => (
            <div className="flex flex-col gap-5 px-5 py-5">
              {row && runs(row) && <MachineThumbnail row={row} />}
              <MachineFacts detail={data} />
            </div>
          )}
        </DetailState>
      </aside>
    </div>
  );
}

const runs = ({ state }: MachineRow): boolean =>
  state === "running" || state === "blocked" || state === "paused";
