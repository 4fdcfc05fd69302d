import { z } from "zod";
import { AddHostInput } from "../../hosts/schema";
import { HostPath, NoBody, Nothing, PageQuery } from "../inputs";
import { HostWithDetail } from "../inventory-outputs";
import { AddedHost, HostPage } from "../outputs";
import { route } from "../route";
import { toPage } from "../to-page";

const { intent: _intent, ...newHost } = AddHostInput.shape;

export const hostRoutes = [
  route({
    id: "listHosts",
    method: "GET",
    path: "/hosts",
    params: Nothing,
    query: PageQuery,
    body: NoBody,
    status: 200,
    output: HostPage,
    handle: async ({ api, query }) => toPage(await api.hosts.list(query)),
  }),
  route({
    id: "addHost",
    method: "POST",
    path: "/hosts",
    params: Nothing,
    query: Nothing,
    body: z.strictObject(newHost),
    status: 201,
    output: AddedHost,
    location: ({ hostId }) => `/hosts/${hostId}`,
    handle: ({ api, body, intent }) => api.hosts.add({ ...body, intent }),
  }),
  route({
    id: "getHost",
    method: "GET",
    path: "/hosts/{hostId}",
    params: HostPath,
    query: Nothing,
    body: NoBody,
    status: 200,
    output: HostWithDetail,
    handle: ({ api, params }) => api.hosts.get(params),
  }),
];
