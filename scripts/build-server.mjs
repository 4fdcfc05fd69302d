// Bundles the server's own TypeScript into dist/server.mjs; dependencies stay in node_modules.
import { build } from "esbuild";

await build({
  entryPoints: ["server/main.ts"],
  outfile: "dist/server.mjs",
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  // The workspace package ships TypeScript: it is bundled with ours.
  alias: { "node-libvirt": "./server/node-libvirt/index.ts" },
  external: ["cpu-features", "*.node"],
  sourcemap: true,
  logLevel: "warning",
});
