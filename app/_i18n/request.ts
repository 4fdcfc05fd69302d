import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { locales } from "@/server/access/schema";
import { namespaces } from "./catalogue";

/** The person's cookie first, then what the browser asks for. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get("locale")?.value;
  const asked = (await headers()).get("accept-language") ?? "";
  const locale = locales.find((l) => l === chosen) ?? (/^\s*zh\b/i.test(asked) ? "zh-CN" : "en");
  const parts = await Promise.all(
    namespaces.map(async (name) => [
      name,
      (await import(`../messages/${locale}/${name}.json`)).default,
    ]),
  );
  return { locale, timeZone: "UTC", messages: Object.fromEntries(parts) };
});
