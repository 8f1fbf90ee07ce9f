/** What stood at the ask side when an entry filled: levels best first, dollars a share and shares, of the side bought. */
export interface EntryDepth {
  readonly price: number;
  /** Shares that filled. */
  readonly size: number;
  /** Empty = nobody asked; `null` = no size was recorded. */
  readonly levels: readonly { readonly price: number; readonly size: number }[] | null;
}

/** What a multiple of the size would have come to. */
export interface CapacityRow {
  readonly multiple: number;
  /** Mean part of it that would have filled, 0..1. */
  readonly filledShare: number;
  /** Entries that would have filled whole. */
  readonly whole: number;
  /** What the shares that fill cost more than the fill did, cents a share, weighted by shares; `null` = none fills. */
  readonly extraCents: number | null;
}

export interface DepthCapacity {
  /** Entries with recorded sizes, and those without. */
  readonly entries: number;
  readonly notRecorded: number;
  readonly rows: readonly CapacityRow[];
}

const MULTIPLES = [1, 2, 5, 10] as const;

/** What would have filled at what cost at multiples of each entry's size, by the book as it stood. */
export function depthCapacity(entries: readonly EntryDepth[]): DepthCapacity {
  const known = entries.filter(({ levels }) => levels !== null);
  return {
    entries: known.length,
    notRecorded: entries.length - known.length,
    rows: known.length === 0 ? [] : MULTIPLES.map((multiple) => capacityRow(known, multiple)),
  };
}

function capacityRow(entries: readonly EntryDepth[], multiple: number): CapacityRow {
  let [share, whole, extra, shares] = [0, 0, 0, 0];
  for (const { price, size, levels } of entries) {
    const wanted = multiple * size;
    let left = wanted;
    for (const level of levels ?? []) {
      const taken = Math.min(left, level.size);
      left -= taken;
      shares += taken;
      extra += taken * 100 * (level.price - price);
      if (left <= 0) break;
    }
    share += (wanted - left) / wanted;
    if (left <= 1e-9) whole += 1;
  }
  return {
    multiple,
    filledShare: share / entries.length,
    whole,
    extraCents: shares === 0 ? null : extra / shares,
  };
}
