// A bucket of permits that refills steadily: who has been quiet may be quick for a while.

export interface Rate {
  /** Permits that come back each second. */
  readonly perSecond: number;
  /** Permits of a full bucket. */
  readonly burst: number;
}

export interface Bucket {
  /** Below zero, what is owed. */
  readonly permits: number;
  /** When they were counted, in milliseconds. */
  readonly at: number;
}

export interface Taken {
  readonly bucket: Bucket;
  readonly allowed: boolean;
  /** Whole permits that are left. */
  readonly remaining: number;
  /** Whole seconds until the bucket is full, or until there is a permit again if it was refused. */
  readonly seconds: number;
}

/**
 * Takes permits if there is one. Those that are not there are owed, so that what costs more than a full bucket gets through, too.
 *
 * @param bucket a full one without it @param at in milliseconds @param cost in permits
 */
export function take(bucket: Bucket | undefined, { perSecond, burst }: Rate, at: number, cost = 1): Taken {
  // A clock that is put back gives nothing, and takes nothing away.
  const elapsed = Math.max(0, at - (bucket?.at ?? at));
  const permits = Math.min(burst, (bucket?.permits ?? burst) + (elapsed / 1000) * perSecond);
  const allowed = permits >= 1;
  const left = allowed ? permits - cost : permits;
  return {
    bucket: { permits: left, at },
    allowed,
    remaining: Math.max(Math.floor(left), 0),
    seconds: Math.ceil(((allowed ? burst : 1) - left) / perSecond),
  };
}
