"use client";
import { useTranslations } from "next-intl";
import { PageHeader } from "@/app/_ui/page-header";
import { routeIds } from "@/server/rest/schema";

const conventions = ["auth", "paging", "etag", "idempotency", "problems"] as const;

/** What programs can do and how; the details are in the document that every tool reads. */
export function ApiDocsPage() {
  const t = useTranslations("api");
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader title={t("title")} />
      <div className="flex max-w-190 flex-col gap-6 border-border border-t px-(--gutter) py-6">
        <p>{t("intro")}</p>
        <p>
          <a href="/api/openapi.json" className="text-accent-text underline underline-offset-2">
            {t("document")}
          </a>
        </p>
        <section aria-labelledby="conventions" className="flex flex-col gap-2">
          <h2 id="conventions" className="font-semibold text-md">
            {t("conventions")}
          </h2>
          <ul className="flex list-disc flex-col gap-1 pl-5 text-text-2">
            {conventions.map((name) => (
              <li key={name}>{t(`${name}`)}</li>
            ))}
          </ul>
        </section>
        <dl className="flex flex-col">
          {routeIds.map((id) => (
            <div key={id} id={id} className="flex flex-wrap gap-x-4 border-border border-b py-2">
              <dt className="mono w-48">{id}</dt>
              <dd className="text-text-2">{t(`routes.${id}`)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  );
}
