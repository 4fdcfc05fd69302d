import type { ReactNode } from "react";
import { MachineFrame } from "@/app/_features/machine-page/machine-frame";
import { type MachineParams, machineOf } from "./machine-of";

interface Props {
  params: MachineParams;
  children: ReactNode;
}

/** The frame shows the tab that the address names, so that going from tab to tab asks nobody. */
export default async function MachineLayout({ params, children }: Props) {
  return (
    <>
      <MachineFrame machine={await machineOf(params)} />
      {children}
    </>
  );
}
