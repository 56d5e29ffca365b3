// Answers with problem documents.
import type { Problem, Validator } from '@flowlink/schema';
import type { FastifyReply } from 'fastify';
import type { Refusal } from '../refusal.ts';
import { invalidRequest, problemOf } from './problem.ts';

export function refuse(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return sendProblem(reply, problemOf(refusal));
}

/** @param part what does not conform, in words @param errors what its validator found */
export function refuseInvalid(
  reply: FastifyReply,
  part: string,
  errors: Validator<unknown>['errors'],
): FastifyReply {
  return sendProblem(reply, invalidRequest(part, errors ?? []));
}

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  reply.problemCode = problem.code;
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply.code(problem.status).type('application/problem+json; charset=utf-8').send(problem);
}
