"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { StateView } from "@/app/_components/state-view";
import { useOperations } from "@/app/_lib/fleet-store";
import { Sheet } from "@/app/_ui/sheet";
import { tabClass } from "@/app/_ui/tabs";
import { overlay } from "../overlay";
import { TaskLine } from "./task-line";
import { useMyId } from "./use-me";

const lenses = ["mine", "everyone"] as const;

/** All tasks of this visit: what runs, what ended, whose they are. */
export function TaskDrawer() {
  const t = useTranslations("operations");
  const operations = useOperations();
  const meId = useMyId();
  const [lens, setLens] = useState<(typeof lenses)[number]>("mine");
  const shown = operations.filter(
    (operation) => lens === "everyone" || operation.requestedBy.id === meId,
  );
  return (
    <Sheet open side="right" title={t("tasks")} onOpenChange={(open) => !open && overlay.close()}>
      <header className="flex items-center gap-2 border-border border-b px-4 py-3">
        <h2 className="flex-1 font-semibold text-md">{t("tasks")}</h2>
        {lenses.map((name) => (
          <button
            key={name}
            type="button"
            aria-current={lens === name ? "page" : undefined}
            className={tabClass}
            onClick={() => setLens(name)}
          >
            {t(`lens.${name}`)}
          </button>
        ))}
      </header>
      {shown.length === 0 ? (
        <StateView kind="all-good" title={t("none")}>
          {t("noneText")}
        </StateView>
      ) : (
        <ul className="min-h-0 flex-1 overflow-y-auto">
          {shown.map((operation) => (
            <TaskLine key={operation.id} operation={operation} />
          ))}
        </ul>
      )}
      <footer className="border-border border-t px-4 py-2.5">
        <Link href="/activity" className="text-accent-text hover:underline">
          {t("allInActivity")}
        </Link>
      </footer>
    </Sheet>
  );
}
