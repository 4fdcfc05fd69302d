import { SummaryTab } from "@/app/_features/machine-page/summary-tab";
import { type MachineParams, machineOf } from "./machine-of";

export default async function Page({ params }: { params: MachineParams }) {
  return <SummaryTab machine={await machineOf(params)} />;
}
