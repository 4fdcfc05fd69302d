"use client";
import { useTranslations } from "next-intl";

interface AuditDiffProps {
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** What was, and what is since; plain text, for names and definitions come from hosts. */
export function AuditDiff({ before, after }: AuditDiffProps) {
  const t = useTranslations("audit.diff");
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (keys.length === 0) return null;
  return (
    <div className="overflow-x-auto rounded-md border border-border bg-surface">
      <table className="w-full border-collapse text-left text-sm">
        <thead className="text-text-2">
          <tr className="border-border border-b">
            <th scope="col" className="px-2.5 py-1 font-medium">
              {t("field")}
            </th>
            {before && (
              <th scope="col" className="px-2.5 py-1 font-medium">
                {t("before")}
              </th>
            )}
            <th scope="col" className="px-2.5 py-1 font-medium">
              {before ? t("after") : t("value")}
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key} className="border-border border-b align-top last:border-b-0">
              <th scope="row" className="mono px-2.5 py-1 font-normal text-text-2">
                {key}
              </th>
              {before && (
                <td className="mono whitespace-pre-wrap break-all px-2.5 py-1 text-err-fg">
                  {shown(before[key])}
                </td>
              )}
              <td
                className={
                  before
                    ? "mono whitespace-pre-wrap break-all px-2.5 py-1 text-run-fg"
                    : "mono whitespace-pre-wrap break-all px-2.5 py-1"
                }
              >
                {shown(after?.[key])}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function shown(value: unknown): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((line) => typeof line === "string"))
    return value.join("\n");
  return JSON.stringify(value);
}
