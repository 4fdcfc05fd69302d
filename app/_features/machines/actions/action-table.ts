import {
  CirclePlay,
  type LucideIcon,
  Pause,
  Play,
  Power,
  PowerOff,
  RotateCcw,
  RotateCw,
} from "lucide-react";
import type { MachineAction } from "@/server/machines/schema";

export type Friction =
  /** At once. */
  | "none"
  /** After five seconds in which it can be cancelled; many at once ask first. */
  | "grace"
  /** Asks first, naming what is lost. */
  | "ask";

interface ActionEntry {
  icon: LucideIcon;
  friction: Friction;
  /** Whether many machines at once need a question, where one does not. */
  askForMany: boolean;
  danger: boolean;
  shortcut?: string;
}

export const actionTable: Record<MachineAction, ActionEntry> = {
  start: { icon: Play, friction: "none", askForMany: false, danger: false, shortcut: "s" },
  shutdown: { icon: Power, friction: "grace", askForMany: true, danger: false, shortcut: "s" },
  reboot: { icon: RotateCw, friction: "grace", askForMany: true, danger: false, shortcut: "r" },
  pause: { icon: Pause, friction: "none", askForMany: true, danger: false },
  resume: { icon: CirclePlay, friction: "none", askForMany: false, danger: false },
  reset: { icon: RotateCcw, friction: "ask", askForMany: true, danger: true },
  forceOff: { icon: PowerOff, friction: "ask", askForMany: true, danger: true },
};

/** The order in menus: what is asked for most comes first, what hurts comes last. */
export const actionOrder: readonly MachineAction[] = [
  "start",
  "resume",
  "shutdown",
  "reboot",
  "pause",
  "reset",
  "forceOff",
];
