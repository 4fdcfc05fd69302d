import {
  Activity,
  ArrowRightLeft,
  LayoutGrid,
  type LucideIcon,
  Monitor,
  ScrollText,
  Server,
  Settings,
} from "lucide-react";

export interface NavItem {
  id: "machines" | "hosts" | "consoles" | "migrations" | "activity" | "audit" | "settings";
  path: string;
  icon: LucideIcon;
  /** Pressed after "g". */
  key: string;
}

export const navItems: readonly NavItem[] = [
  { id: "machines", path: "/machines", icon: Monitor, key: "v" },
  { id: "hosts", path: "/hosts", icon: Server, key: "h" },
  { id: "consoles", path: "/consoles", icon: LayoutGrid, key: "c" },
  { id: "migrations", path: "/migrations", icon: ArrowRightLeft, key: "m" },
  { id: "activity", path: "/activity", icon: Activity, key: "a" },
];

/** For those who may look at it. */
export const auditItem: NavItem = { id: "audit", path: "/audit", icon: ScrollText, key: "l" };

export const settingsItem: NavItem = {
  id: "settings",
  path: "/settings",
  icon: Settings,
  key: "e",
};
