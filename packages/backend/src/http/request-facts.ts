// What is noted of a request while it is answered, for the log and the metrics.
import type { ProblemCode } from '@flowlink/schema';
import type { FastifyInstance } from 'fastify';
import type { StoredToken } from '../tokens/token.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The token that was accepted. */
    caller: Pick<StoredToken, 'id' | 'name' | 'workspace'> | null;
  }
  interface FastifyReply {
    /** The problem that is answered. */
    problemCode: ProblemCode | null;
  }
  interface FastifyContextConfig {
    /** The operation of the contract that the route is. */
    operation?: string;
  }
}

export function noteFacts(app: FastifyInstance): void {
  app.decorateRequest('caller', null);
  app.decorateReply('problemCode', null);
}
