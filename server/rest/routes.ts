import type { Route } from "./route";
import { ansibleRoutes } from "./routes/ansible";
import { historyRoutes } from "./routes/history";
import { hostRoutes } from "./routes/hosts";
import { machineRoutes } from "./routes/machines";

export const apiBase = "/api/v1";

export const routes: readonly Route[] = [
  ...hostRoutes,
  ...machineRoutes,
  ...historyRoutes,
  ...ansibleRoutes,
];

export interface Match {
  params: Record<string, string>;
  /** Everything that this path takes. */
  byMethod: Map<string, Route>;
}

/** undefined: there is nothing at this path. */
export function matchPath(path: string): Match | undefined {
  const segments = decoded(path);
  if (!segments) return undefined;
  const byMethod = new Map<string, Route>();
  let params: Record<string, string> = {};
  for (const route of routes) {
    const found = paramsOf(route.path.split("/").slice(1), segments);
    if (!found) continue;
    params = found;
    byMethod.set(route.method, route);
  }
  return byMethod.size > 0 ? { params, byMethod } : undefined;
}

function decoded(path: string): string[] | undefined {
  try {
    return path.slice(apiBase.length).split("/").slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function paramsOf(template: string[], segments: string[]): Record<string, string> | undefined {
  if (template.length !== segments.length) return undefined;
  const params: [string, string][] = [];
  for (const [i, part] of template.entries()) {
    const segment = segments[i] ?? "";
    if (part.startsWith("{")) params.push([part.slice(1, -1), segment]);
    else if (part !== segment) return undefined;
  }
  return Object.fromEntries(params);
}
