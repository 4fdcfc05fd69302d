"use client";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { CodeBlock } from "./_components/code-block";
import { Button } from "./_ui/button";

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** A page that broke while it was drawn: say so, keep the way out, give the raw text. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const t = useTranslations("access.broken");
  const detail = [error.message, error.digest].filter(Boolean).join("\n");
  return (
    <main
      role="alert"
      className="mx-auto flex min-h-full max-w-140 flex-col justify-center gap-3 px-6 py-14"
    >
      <TriangleAlert className="size-6 text-err-dot" strokeWidth={1.5} aria-hidden="true" />
      <h1 className="font-semibold text-lg">{t("title")}</h1>
      <p className="text-text-2">{t("why")}</p>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={reset}>
          {t("again")}
        </Button>
        <Button onClick={() => location.reload()}>{t("reload")}</Button>
      </div>
      {detail !== "" && (
        <details className="mt-2">
          <summary className="w-fit text-sm text-text-2">{t("detail")}</summary>
          <CodeBlock text={detail} label={t("copyDetail")} wrap className="mt-2" />
        </details>
      )}
    </main>
  );
}
