import { MigrationsTab } from "@/app/_features/machine-page/migrations-tab";
import { type MachineParams, machineOf } from "../machine-of";

export default async function Page({ params }: { params: MachineParams }) {
  return <MigrationsTab machine={await machineOf(params)} />;
}
