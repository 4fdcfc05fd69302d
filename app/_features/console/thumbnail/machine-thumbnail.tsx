"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { problemOf } from "@/app/_components/problem-of";
import { useProblemWords } from "@/app/_components/problem-text";
import { cn } from "@/app/_lib/cn";
import { machinePath } from "@/app/_lib/machine-key";
import { Spinner } from "@/app/_ui/spinner";
import type { MachineRow } from "@/server/inventory/types";
import { useThumbnail } from "./use-thumbnail";
import { useVisible } from "./use-visible";

/** A machine's screen as it was seconds ago; a way to its console. Opens none by itself. */
export function MachineThumbnail({ row, className }: { row: MachineRow; className?: string }) {
  const t = useTranslations("console.thumbnail");
  const words = useProblemWords();
  const frame = useRef<HTMLAnchorElement>(null);
  const { data, error } = useThumbnail(row, useVisible(frame));
  return (
    <Link
      ref={frame}
      href={`${machinePath(row)}/console`}
      aria-label={t("open", { name: row.name })}
      className={cn(
        "flex aspect-4/3 w-full items-center justify-center overflow-hidden rounded-md border border-border bg-sunken hover:border-border-strong",
        className,
      )}
    >
      {data ? (
        // biome-ignore lint/performance/noImgElement: a data URL has nothing to be optimised.
        <img
          src={data.source}
          width={data.width}
          height={data.height}
          alt={t("alt", { name: row.name })}
          className="size-full object-contain"
        />
      ) : error ? (
        <span className="px-3 text-center text-sm text-text-3">
          {words(problemOf(error)).title}
        </span>
      ) : (
        <Spinner className="text-text-3" />
      )}
    </Link>
  );
}
