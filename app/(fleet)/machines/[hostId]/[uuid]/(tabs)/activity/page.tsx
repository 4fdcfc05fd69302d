import { ActivityTab } from "@/app/_features/machine-page/activity-tab";
import { type MachineParams, machineOf } from "../machine-of";

export default async function Page({ params }: { params: MachineParams }) {
  return <ActivityTab machine={await machineOf(params)} />;
}
