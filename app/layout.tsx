import "./globals.css";
import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale } from "next-intl/server";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { themeScript } from "./_lib/theme";
import { ApiProvider } from "./_lib/trpc";

export const metadata: Metadata = {
  title: { default: "Flotilla", template: "%s · Flotilla" },
  applicationName: "Flotilla",
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar, head] = await Promise.all([getLocale(), cookies(), headers()]);
  const theme = jar.get("theme")?.value;
  const density = jar.get("density")?.value === "compact" ? "compact" : "comfortable";
  const nonce = head.get("x-nonce") ?? undefined;
  return (
    <html
      lang={locale}
      className={theme === "dark" ? "dark" : undefined}
      data-theme={theme === "dark" || theme === "light" ? theme : "system"}
      data-density={density}
      suppressHydrationWarning
    >
      <head>
        {/* Before the first paint, or a dark desktop flashes white. */}
        <script nonce={nonce} suppressHydrationWarning>
          {themeScript}
        </script>
      </head>
      <body>
        <NextIntlClientProvider>
          <NuqsAdapter>
            <ApiProvider>{children}</ApiProvider>
          </NuqsAdapter>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
