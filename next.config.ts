import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./app/_i18n/request.ts");

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // One browser tab per user and no CDN: hashing images is not worth a native dependency.
  images: { unoptimized: true },
  // `npm run verify` checks the types; somebody who only starts the product does not wait for it.
  typescript: { ignoreBuildErrors: true },
};

export default withNextIntl(config);
