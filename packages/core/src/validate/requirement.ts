// What a schema keyword demands, as the predicate of a sentence.
import type { ValidationError } from '@flowlink/schema';

export function requirementOf({ keyword, params }: Pick<ValidationError, 'keyword' | 'params'>): string {
  switch (keyword) {
    case 'minimum':
      return `must be at least ${params.limit}`;
    case 'maximum':
      return `must be at most ${params.limit}`;
    case 'minLength':
      return params.limit === 1 ? 'must not be empty' : `must have at least ${params.limit} characters`;
    case 'maxLength':
      return `must have at most ${params.limit} characters`;
    case 'maxItems':
      return `must have at most ${params.limit} entries`;
    case 'type':
      return `must be ${[params.type].flat().join(' or ')}`;
    default:
      return 'does not have the right form';
  }
}
