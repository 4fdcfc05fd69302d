"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Problem } from "@/server/problem";
import { Since } from "./since";

/** Where a problem names the operation in the way: who runs it since when, and a link to it. */
export function OperationInTheWay({ problem }: { problem: Problem }) {
  const t = useTranslations("common.inTheWay");
  const { operationId, by, sinceMs } = problem.params ?? {};
  if (operationId === undefined) return null;
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      <Link href={`/activity/${operationId}`} className="text-accent-text underline">
        {t("show")}
      </Link>
      {by !== undefined && <span className="text-text-2">{t("by", { name: by })}</span>}
      {typeof sinceMs === "number" && (
        <span className="text-text-2">
          <Since atMs={sinceMs} />
        </span>
      )}
    </p>
  );
}
