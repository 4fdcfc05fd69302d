import type { ReactNode } from "react";
import { MachineFrame } from "@/app/_features/machine-page/machine-frame";
import { type MachineParams, machineOf } from "./machine-of";

interface Props {
  params: MachineParams;
  children: ReactNode;
}

export default async function MachineLayout({ params, children }: Props) {
  return <MachineFrame machine={await machineOf(params)}>{children}</MachineFrame>;
}
