import type { MachineRow } from "@/server/inventory/types";
import type { FullScreen } from "./use-full-screen";

export interface ConsoleProps {
  row: MachineRow;
  fullScreen: FullScreen;
  chromeless: boolean;
}
