import { XmlTab } from "@/app/_features/machine-page/xml-tab";
import { type MachineParams, machineOf } from "../machine-of";

export default async function Page({ params }: { params: MachineParams }) {
  return <XmlTab machine={await machineOf(params)} />;
}
