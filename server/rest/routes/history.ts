import { refuseComplaints } from "../../filter/refuse-complaints";
import { AppError } from "../../problem";
import { FilterPageQuery, NoBody, Nothing, OperationPath, OperationsQuery } from "../inputs";
import { AuditPage, MigrationPage, OperationPage, OperationWithSteps } from "../outputs";
import { route } from "../route";
import { toPage } from "../to-page";

/** What was done and what is being done. */
export const historyRoutes = [
  route({
    id: "listOperations",
    method: "GET",
    path: "/operations",
    params: Nothing,
    query: OperationsQuery,
    body: NoBody,
    status: 200,
    output: OperationPage,
    handle: async ({ api, query: { mine, ...query } }) =>
      toPage(await api.operations.list({ ...query, mine: mine === "true" })),
  }),
  route({
    id: "getOperation",
    method: "GET",
    path: "/operations/{id}",
    params: OperationPath,
    query: Nothing,
    body: NoBody,
    status: 200,
    output: OperationWithSteps,
    handle: ({ api, params }) => api.operations.get(params),
  }),
  route({
    id: "cancelOperation",
    method: "POST",
    path: "/operations/{id}/cancel",
    params: OperationPath,
    query: Nothing,
    body: Nothing.optional(),
    status: 202,
    output: OperationWithSteps,
    location: ({ id }) => `/operations/${id}`,
    async handle({ api, params }) {
      await api.operations.cancel(params);
      return api.operations.get(params);
    },
  }),
  route({
    id: "listMigrations",
    method: "GET",
    path: "/migrations",
    params: Nothing,
    query: FilterPageQuery,
    body: NoBody,
    status: 200,
    output: MigrationPage,
    handle: async ({ api, query }) => toPage(await api.migrations.search(query)),
  }),
  route({
    id: "listAudit",
    method: "GET",
    path: "/audit",
    params: Nothing,
    query: FilterPageQuery,
    body: NoBody,
    status: 200,
    output: AuditPage,
    async handle({ api, query: { q, limit, cursor } }) {
      const before = cursor === undefined ? undefined : Number(cursor);
      if (Number.isNaN(before))
        throw new AppError({ code: "badInput", params: { field: "cursor" } });
      const { items, nextBefore, complaints } = await api.audit.list({ q, limit, before });
      refuseComplaints(complaints);
      return { items, next: nextBefore === null ? null : String(nextBefore) };
    },
  }),
];
