import { DisksTab } from "@/app/_features/machine-page/disks-tab";
import { type MachineParams, machineOf } from "../machine-of";

export default async function Page({ params }: { params: MachineParams }) {
  return <DisksTab machine={await machineOf(params)} />;
}
