"use client";
import { useTranslations } from "next-intl";
import { parseFilter } from "@/server/filter/parse";
import type { FilterComplaint } from "@/server/filter/terms";

interface FilterComplaintsProps {
  query: string;
  onReplace: (query: string) => void;
}

/** What in the query was not understood, with what was probably meant one click away. */
export function FilterComplaints({ query, onReplace }: FilterComplaintsProps) {
  const t = useTranslations("machines");
  const first = parseFilter(query).complaints.find(isSaid);
  return (
    <div role="status" className={first ? "mt-1 text-err-fg text-sm" : "sr-only"}>
      {first && (
        <>
          {t(`filter.${first.kind}`, { key: first.key, value: first.value })}
          {first.suggestion && (
            <>
              {" "}
              <button
                type="button"
                className="text-accent-text underline underline-offset-2"
                onClick={() =>
                  onReplace(
                    query.replace(
                      first.text,
                      first.text.replace(first.key, first.suggestion ?? first.key),
                    ),
                  )
                }
              >
                {t("filter.didYouMean", { key: first.suggestion })}
              </button>
            </>
          )}
        </>
      )}
    </div>
  );
}

/** A key that still waits for its value is being typed, not wrong. */
function isSaid<C extends FilterComplaint>(
  complaint: C,
): complaint is C & { kind: Exclude<FilterComplaint["kind"], "emptyValue"> } {
  return complaint.kind !== "emptyValue";
}
