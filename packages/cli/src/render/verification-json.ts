// What a verification found out, as programs read it: the event of the published schema without its type.
import { type VerifyResult, verifiedEvent } from '@flowlink/core';

export function verificationJson(result: VerifyResult): object {
  const { type: _, ...content } = verifiedEvent(result);
  return content;
}
