import { expect, test } from "vitest";
import { createConsoleTickets, type TicketGrant } from "./tickets";

const grant: TicketGrant = {
  holder: {
    kind: "person",
    sessionId: "s1",
    personId: "p1",
    name: "ada",
    subject: { kind: "person", personId: "p1" },
  },
  seatId: "seat",
  hostId: "h1",
  uuid: "0a0b0c0d-0000-4000-8000-000000000003",
  kind: "vnc",
  mode: "view",
  port: null,
  takeOver: false,
};

test("a ticket is good once and gives back exactly what it was issued for", () => {
  const tickets = createConsoleTickets();
  const { ticket } = tickets.issue(grant);
  expect(tickets.spend(ticket)).toEqual(grant);
  expect(tickets.spend(ticket)).toBeUndefined();
});

test("of fifty uses at once one succeeds", async () => {
  const tickets = createConsoleTickets();
  const { ticket } = tickets.issue(grant);
  const uses = Array.from({ length: 50 }, async () => tickets.spend(ticket));
  expect((await Promise.all(uses)).filter((found) => found !== undefined)).toHaveLength(1);
});

test("a ticket dies after 15 seconds, to the millisecond", () => {
  let nowMs = 1_000;
  const tickets = createConsoleTickets(() => nowMs);
  const early = tickets.issue(grant);
  const late = tickets.issue(grant);
  expect(early.expiresAtMs).toBe(16_000);
  nowMs = 15_999;
  expect(tickets.spend(early.ticket)).toEqual(grant);
  nowMs = 16_000;
  expect(tickets.spend(late.ticket)).toBeUndefined();
});

test("a ticket carries 256 random bits and is a valid sub-protocol token", () => {
  const tickets = createConsoleTickets();
  const seen = new Set(Array.from({ length: 50 }, () => tickets.issue(grant).ticket));
  expect(seen.size).toBe(50);
  for (const ticket of seen) expect(ticket).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

test("guesses find nothing and spend nothing", () => {
  const tickets = createConsoleTickets();
  const { ticket } = tickets.issue(grant);
  for (const guess of ["", ticket.slice(1), `${ticket}A`, ticket.toUpperCase()]) {
    expect(tickets.spend(guess)).toBeUndefined();
  }
  expect(tickets.spend(ticket)).toEqual(grant);
});

test("a session that only asks keeps its newest 64 and takes none from others", () => {
  const tickets = createConsoleTickets();
  const other = tickets.issue({
    ...grant,
    holder: { kind: "guest", linkId: "l", name: "ada", makerId: "p1", expiresAtMs: 0 },
  });
  const own = Array.from({ length: 200 }, () => tickets.issue(grant).ticket);
  expect(tickets.spend(other.ticket)).toBeDefined();
  expect(own.filter((ticket) => tickets.spend(ticket)).length).toBe(64);
});
