import type { ReactNode } from "react";
import { Shell } from "../_features/shell/shell";

export default function FleetLayout({ children }: { children: ReactNode }) {
  return <Shell>{children}</Shell>;
}
