/** Lists of every procedure end in `nextCursor`; programs read it as `next`. */
export const toPage = <T>(page: { items: T[]; nextCursor: string | null }) => ({
  items: page.items,
  next: page.nextCursor,
});
