import { ConsolePage } from "@/app/_features/console/console-page";
import { type MachineParams, machineOf } from "../(tabs)/machine-of";

interface Props {
  params: MachineParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Page({ params, searchParams }: Props) {
  const { chrome } = await searchParams;
  return <ConsolePage machine={await machineOf(params)} chromeless={chrome === "0"} />;
}
