import { NetworksTab } from "@/app/_features/machine-page/networks-tab";
import { type MachineParams, machineOf } from "../machine-of";

export default async function Page({ params }: { params: MachineParams }) {
  return <NetworksTab machine={await machineOf(params)} />;
}
