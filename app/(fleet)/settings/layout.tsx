import type { ReactNode } from "react";
import { SettingsFrame } from "@/app/_features/settings/settings-frame";

export default function Layout({ children }: { children: ReactNode }) {
  return <SettingsFrame>{children}</SettingsFrame>;
}
