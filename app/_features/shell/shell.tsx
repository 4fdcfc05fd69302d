"use client";
import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { useFleetFeed } from "@/app/_lib/use-fleet-feed";
import { Toaster } from "@/app/_ui/toast";
import { StepUpDialog } from "../access/step-up-dialog";
import { ActionQuestionMount } from "../machines/actions/action-question-mount";
import { MigrateDialogMount } from "../migrations/migrate-dialog/mount";
import { AssignMount } from "../projects/assign-mount";
import { ConnectionBanner } from "./connection-banner";
import { overlay, useOverlay } from "./overlay";
import { PhoneBar } from "./phone-bar";
import { Rail } from "./rail/rail";
import { useCollapsed } from "./rail/use-collapsed";
import { SessionGate } from "./session-gate";
import { SkipLink } from "./skip-link";
import { TaskStrip } from "./tasks/task-strip";
import { useShellShortcuts } from "./use-shell-shortcuts";

const Palette = dynamic(() => import("./palette/palette").then((m) => m.Palette), { ssr: false });
const TaskDrawer = dynamic(() => import("./tasks/task-drawer").then((m) => m.TaskDrawer), {
  ssr: false,
});
const ShortcutSheet = dynamic(() => import("./shortcut-sheet").then((m) => m.ShortcutSheet), {
  ssr: false,
});

/** What stands around every page of the fleet, and the one place that listens to the server. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useTranslations("shell");
  const collapsed = useCollapsed();
  const open = useOverlay();
  const path = usePathname();
  useFleetFeed();
  useShellShortcuts();
  useEffect(() => {
    if (path) overlay.close();
  }, [path]);
  return (
    <div className="flex h-dvh flex-col">
      <SkipLink />
      <SessionGate />
      <PhoneBar />
      <div className="flex min-h-0 flex-1">
        <div className="h-full max-md:hidden">
          <Rail collapsed={collapsed} />
        </div>
        <div className="flex min-w-0 flex-1 flex-col">
          <ConnectionBanner />
          <main id="main" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none">
            {children}
          </main>
          <TaskStrip />
        </div>
      </div>
      <Toaster label={t("notifications")} />
      <ActionQuestionMount />
      <MigrateDialogMount />
      <AssignMount />
      <StepUpDialog />
      {open === "palette" && <Palette />}
      {open === "tasks" && <TaskDrawer />}
      {open === "shortcuts" && <ShortcutSheet />}
    </div>
  );
}
